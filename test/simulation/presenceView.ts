import type { UcwaServer } from '../../src/server/index.ts'
import { fill, paths } from '../../src/server/paths.ts'
import type { Party } from './party.ts'
import { linksIn, readerAt } from './serverView.ts'

/** How people appear, herself first, to a user who watches them. */
export type PresenceView = readonly string[]

const lines = (own: readonly unknown[], watched: ReadonlyMap<string, unknown>): PresenceView => [
  ...own.map(String),
  ...[...watched].map(([uri, availability]) => `${uri} ${String(availability)}`).sort(),
]

export const presenceShown = ({ client: { me }, watched, watchesHerself }: Party): PresenceView =>
  lines(
    watchesHerself ? [me.presence$.getSnapshot().availability, me.note$.getSnapshot().message ?? ''] : [],
    new Map([...watched].map(([uri, { seen }]) => [uri, seen.availability])),
  )

export const presenceThere = async (
  server: UcwaServer,
  { place, watched, watchesHerself, isGuest }: Party,
): Promise<PresenceView | undefined> => {
  const where = place()
  const { application = '', get } = (where && readerAt(server, where)) ?? {}
  if (get === undefined) return undefined
  const read = (path: string) => get(fill(path, { application }))
  const own = watchesHerself
    ? [(await read(paths.presence))?.['availability'] ?? 'unknown', (await read(paths.note))?.['message'] ?? '']
    : []
  const found = new Map<string, unknown>()
  if (isGuest) for (const uri of watched.keys()) found.set(uri, 'unknown')
  const contacts = watched.size === 0 || isGuest ? [] : ((await read(paths.myContacts))?._embedded?.['contact'] ?? [])
  for (const contact of contacts) {
    const uri = String(contact['uri'])
    const [presence] = linksIn(contact, 'contactPresence')
    if (watched.has(uri) && presence !== undefined) found.set(uri, (await get(presence))?.['availability'])
  }
  return lines(own, found)
}
