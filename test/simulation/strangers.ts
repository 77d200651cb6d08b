import type { Control, JournalEntry } from '../../src/server/index.ts'

/** Guests: the server gives each a name of its own with her token, by which nobody else knows her. */
export interface Strangers {
  /** A device asks this. */
  readonly asks: (device: string, url: string) => void
  /** The same, told of whoever sits at the device. */
  readonly told: (entry: JournalEntry) => JournalEntry
  /** Who has the application of this URL, as the server calls her; undefined where it has none. */
  readonly uriIn: (url: string) => string | undefined
}

const applicationIn = (url: string): string | undefined => /\/apps\/([^/?]+)/.exec(url)?.[1]

const isStrange = (uri: string): boolean => uri.endsWith('@anonymous.invalid')

export const createStrangers = ({ hrefs }: Pick<Control, 'hrefs'>): Strangers => {
  const uris = new Map<string, string>()
  const devices = new Map<string, string>()
  return {
    asks: (device, url) => {
      const uri = uris.get(applicationIn(url) ?? '')
      if (uri !== undefined) devices.set(uri, device)
    },
    told: (entry) => {
      const { event, user } = entry
      if (!isStrange(user)) return entry
      if (event === 'applicationCreated') uris.set(applicationIn(hrefs(user).application) ?? '', user)
      return { ...entry, user: devices.get(user) ?? user }
    },
    uriIn: (url) => uris.get(applicationIn(url) ?? ''),
  }
}
