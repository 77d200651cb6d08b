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

interface Resource {
  readonly [name: string]: unknown
  readonly _links?: Readonly<Record<string, Link | readonly Link[]>>
}

interface Link {
  readonly href: string
}

const linksIn = (resource: Resource, rel: string): readonly string[] => {
  const links = resource._links?.[rel] ?? []
  return ('href' in links ? [links] : links).map(({ href }) => href)
}

/** Whether the server has the user available, in the application that this is. */
export const isAvailableThere = async (
  server: UcwaServer,
  { events, authorization }: Place,
): Promise<boolean | undefined> => {
  const [, application] = /\/apps\/([^/]+)\//.exec(events) ?? []
  if (application === undefined) return undefined
  const headers = { authorization, accept: 'application/json' }
  const url = `http://${home}${fill(paths.me, { application })}`
  const answer = await server.handle({ method: 'GET', url, headers, body: '' })
  if (!('status' in answer) || answer.status !== 200) return undefined
  const me = JSON.parse(answer.body) as Resource
  return me._links?.['makeMeAvailable'] === undefined
}

/** What the server shows to whoever asks it, with a client's token: read without a client. */
export const serverView = async (
  server: UcwaServer,
  { events, authorization }: Place,
): Promise<readonly ConversationView[] | undefined> => {
  const get = async (path: string): Promise<Resource | undefined> => {
    const headers = { authorization, accept: 'application/json' }
    const answer = await server.handle({ method: 'GET', url: `http://${home}${path}`, headers, body: '' })
    return 'status' in answer && answer.status === 200 ? (JSON.parse(answer.body) as Resource) : undefined
  }
  const [, application] = /\/apps\/([^/]+)\//.exec(events) ?? []
  if (application === undefined) return undefined
  const list = await get(fill(paths.conversations, { application }))
  if (list === undefined) return undefined
  const textOf = (resource: Resource | undefined, name: string): string => String(resource?.[name])

  const participantsOf = async (conversation: Resource): Promise<readonly string[]> => {
    const hrefs = new Set<string>()
    for (const rel of ['participants', 'lobby'] as const) {
      for (const href of linksIn(conversation, rel)) {
        for (const member of linksIn((await get(href)) ?? {}, 'participant')) hrefs.add(member)
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
