import type { Random } from '../../src/seam/random.ts'
import type { Control } from '../../src/server/index.ts'

type Deed = (control: Control, uri: string) => void

const deeds: readonly Deed[] = [
  (control, uri) => control.expireToken(uri),
  (control, uri) => control.expireToken(uri),
  (control, uri) => control.resync(uri),
  (control, uri) => control.resync(uri),
  (control, uri) => control.resume(uri),
  (control, uri) => control.expireApplication(uri),
  (control, uri) => control.expireApplication(uri, 'InactiveApplicationExpired'),
]

const hasApplication = (control: Control, uri: string): boolean => {
  try {
    return control.hrefs(uri).events !== ''
  } catch {
    return false
  }
}

/** The server does to one user what servers do now and then. Whether it could: she may have no application. */
export const mischief = (control: Control, uri: string, random: Random): boolean => {
  if (!hasApplication(control, uri)) return false
  deeds[Math.floor(random() * deeds.length)]?.(control, uri)
  return true
}
