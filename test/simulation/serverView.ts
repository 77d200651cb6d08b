import type { UcwaServer } from '../../src/server/index.ts'
import { fill, paths } from '../../src/server/paths.ts'
import type { Place } from './party.ts'
import { home } from './road.ts'

/** One conversation, as one side has it. Lists are sorted. */
export interface ConversationView {
  readonly path: string
  readonly state: string
  readonly messaging: string
  readonly participants: readonly string[]
  readonly typing: readonly string[]
}

export interface Resource {
  readonly [name: string]: unknown
  readonly _links?: Readonly<Record<string, Link | readonly Link[]>>
  readonly _embedded?: Readonly<Record<string, readonly Resource[] | undefined>>
}

interface Link {
  readonly href: string
}

export const linksIn = (resource: Resource, rel: string): readonly string[] => {
  const links = resource._links?.[rel] ?? []
  return ('href' in links ? [links] : links).map(({ href }) => href)
}

/** What the server shows to whoever asks it, with a client's token: read without a client. */
interface Reader {
  readonly application: string
  readonly get: (path: string) => Promise<Resource | undefined>
}

export const readerAt = (server: UcwaServer, { events, authorization }: Place): Reader | undefined => {
  const [, application] = /\/apps\/([^/]+)\//.exec(events) ?? []
  if (application === undefined) return undefined
  return {
    application,
    get: async (path) => {
      const headers = { authorization, accept: 'application/json' }
      const answer = await server.handle({ method: 'GET', url: `http://${home}${path}`, headers, body: '' })
      return 'status' in answer && answer.status === 200 ? (JSON.parse(answer.body) as Resource) : undefined
    },
  }
}

/** Whether the server has the user available, in the application that this is. */
export const isAvailableThere = async (server: UcwaServer, place: Place): Promise<boolean | undefined> => {
  const { application = '', get } = readerAt(server, place) ?? {}
  const me = await get?.(fill(paths.me, { application }))
  return me && me._links?.['makeMeAvailable'] === undefined
}

export const serverView = async (
  server: UcwaServer,
  place: Place,
): Promise<readonly ConversationView[] | undefined> => {
  const reader = readerAt(server, place)
  if (reader === undefined) return undefined
  const { application, get } = reader
  const list = await get(fill(paths.conversations, { application }))
  if (list === undefined) return undefined
  const textOf = (resource: Resource | undefined, name: string): string => String(resource?.[name])

  const participantsOf = async (conversation: Resource): Promise<readonly string[]> => {
    const hrefs = new Set<string>()
    for (const rel of ['participants', 'lobby'] as const) {
      for (const href of linksIn(conversation, rel)) {
        const collection = (await get(href)) ?? {}
        for (const member of linksIn(collection, 'participant')) hrefs.add(member)
        for (const member of collection._embedded?.['participant'] ?? []) hrefs.add(linksIn(member, 'self')[0] ?? '')
      }
    }
    const members: string[] = []
    for (const href of hrefs) {
      const member = await get(href)
      if (member?.['local'] === true) continue
      members.push(
        `${href} ${textOf(member, 'name')} ${textOf(member, 'role')} ${textOf(member, 'inLobby') === 'true'}`,
      )
    }
    return members.sort()
  }

  const views: ConversationView[] = []
  for (const path of linksIn(list, 'conversation')) {
    const conversation = (await get(path)) ?? {}
    const [messagingHref = ''] = linksIn(conversation, 'messaging')
    const messaging = (await get(messagingHref)) ?? {}
    const [typingHref] = linksIn(messaging, 'typingParticipants')
    const typing = typingHref === undefined ? {} : ((await get(typingHref)) ?? {})
    views.push({
      path,
      state: textOf(conversation, 'state'),
      messaging: textOf(messaging, 'state'),
      participants: await participantsOf(conversation),
      typing: [...linksIn(typing, 'participant')].sort(),
    })
  }
  return views.sort((a, b) => (a.path < b.path ? -1 : 1))
}
