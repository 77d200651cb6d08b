import { run } from './stagedPackage.ts'

/** What npm would publish. Sizes in bytes. */
export interface Tarball {
  readonly filename: string
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string; readonly size: number }[]
}

export const tarballOf = async (staged: string): Promise<Tarball> => {
  const [packed] = JSON.parse(await run('npm', ['pack', '--json', '--ignore-scripts'], staged)) as readonly Tarball[]
  if (packed === undefined) throw new Error('npm packed nothing')
  return packed
}
