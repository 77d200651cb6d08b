import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { either as E } from 'fp-ts'
import type { Certificate } from './options.ts'
import { selfSigned, type Pem } from './selfSigned.ts'

/** What the server speaks HTTPS with. */
export interface Identity extends Pem {
  /** Where the certificate is, for clients to trust it. */
  readonly file: string
  /** Takes away what was made for the occasion. */
  readonly remove: () => Promise<void>
}

const fromFiles = async (key: string, cert: string): Promise<E.Either<string, Identity>> => {
  try {
    const [keyPem, certPem] = await Promise.all([readFile(key, 'utf8'), readFile(cert, 'utf8')])
    return E.right({ key: keyPem, cert: certPem, file: cert, remove: () => Promise.resolve() })
  } catch (cause) {
    return E.left(`cannot read key and certificate: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

const forTheOccasion = async (): Promise<E.Either<string, Identity>> => {
  const pem = await selfSigned()
  if (E.isLeft(pem)) return pem
  const folder = await mkdtemp(join(tmpdir(), 'rx-ucwa-'))
  const file = join(folder, 'certificate.pem')
  await writeFile(file, pem.right.cert)
  return E.right({ ...pem.right, file, remove: () => rm(folder, { recursive: true, force: true }) })
}

/** Left: why there is none, in one line. */
export const identityFor = (certificate: Certificate): Promise<E.Either<string, Identity>> =>
  certificate === 'selfSigned' ? forTheOccasion() : fromFiles(certificate.key, certificate.cert)
