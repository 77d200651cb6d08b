import { make } from './make.ts'

/** Hands a file to the user. */
export const download = (name: string, content: Blob): void => {
  const address = URL.createObjectURL(content)
  make('a', { href: address, download: name }).click()
  URL.revokeObjectURL(address)
}
