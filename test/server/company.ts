import type { ServerOptions } from '../../src/server/index.ts'
import { drainPages } from './conversationBetween.ts'
import {
  hrefOf,
  type Page,
  serverOnVirtualClock,
  shown,
  type Shown,
  signIn,
  summary,
  type WireUser,
} from './wireClient.ts'

const names = ['tosh', 'lene', 'ann', 'bob'] as const
type Name = (typeof names)[number]

/** Somebody with a client, and what she has been told. */
export interface Colleague extends WireUser {
  /** What has come since the last time, as the guide writes it. */
  readonly hears: () => Promise<readonly string[]>
  /** The pages that have come since the last time. */
  readonly pages: () => Promise<readonly Page[]>
  /** The body of the newest event about a relation, of all that have come. */
  readonly has: (rel: string) => Shown
  /** Follows a link of what she has been shown. */
  readonly does: (rel: string, link: string, body?: string | object) => ReturnType<WireUser['post']>
  /** What is at a link of what she has been shown. */
  readonly sees: (rel: string, link?: string) => Promise<Shown>
}

const communicationOf = (user: WireUser): Shown => {
  const communication = user.application._embedded['communication']
  if (communication === undefined) throw new Error('no communication')
  return communication
}

/** Four people of one company with a client each, and everything of the beginning fetched. */
export const company = async (options: ServerOptions = {}) => {
  const { server, clock } = serverOnVirtualClock({
    users: names.map((name) => ({ uri: `sip:${name}@contoso.com`, name, password: 'pass@word1' })),
    ...options,
  })
  const colleague = async (name: Name): Promise<Colleague> => {
    const user = await signIn(server, `${name}@contoso.com`)
    const all: Page[] = []
    const pages = async () => {
      const fresh = await drainPages(user, clock)
      all.push(...fresh)
      return fresh
    }
    const has = (rel: string) => shown(rel, ...all)
    return {
      ...user,
      pages,
      has,
      hears: async () => summary(...(await pages())),
      does: (rel, link, body) => user.post(hrefOf(has(rel), link), body),
      sees: async (rel, link = 'self') => (await user.get(hrefOf(has(rel), link))).json,
    }
  }
  const [tosh, lene, ann, bob] = [
    await colleague('tosh'),
    await colleague('lene'),
    await colleague('ann'),
    await colleague('bob'),
  ]
  const everybody = [tosh, lene, ann, bob]
  const settle = async () => {
    await clock.advance(0)
    for (const one of everybody) await one.pages()
  }
  await clock.advance(5000)
  await settle()
  return { server, clock, tosh, lene, ann, bob, settle }
}

/** Joins a meeting, without waiting for what comes of it. */
export const join = (user: WireUser, input: object) =>
  user.post(hrefOf(communicationOf(user), 'joinOnlineMeeting'), input)

export const start = (user: WireUser, input: object) =>
  user.post(hrefOf(communicationOf(user), 'startOnlineMeeting'), input)

/** The same, with a meeting of Tosh's, where he is. */
export const toshMeeting = async (description: { readonly lobby?: boolean; readonly leaders?: readonly string[] }) => {
  const office = await company()
  const { server, tosh, settle } = office
  const meeting = server.control.meeting({ organizer: 'sip:tosh@contoso.com', subject: 'Plans', ...description })
  const { onlineMeetingUri } = meeting
  await join(tosh, { onlineMeetingUri, threadId: 'thread-1' })
  await settle()
  return { ...office, meeting, onlineMeetingUri }
}

/** The same, with a conversation between Tosh and Lene. */
export const twoTalking = async (options: ServerOptions = {}) => {
  const office = await company(options)
  const { tosh, lene, settle } = office
  await tosh.startMessaging({ to: 'sip:lene@contoso.com', subject: 'Lunch', threadId: 'thread-1' })
  await settle()
  await lene.does('messagingInvitation', 'accept')
  await settle()
  return office
}

/** The same, and Ann has been added by Tosh and has taken up messaging. */
export const threeTalking = async (options: ServerOptions = {}) => {
  const office = await twoTalking(options)
  const { tosh, ann, settle } = office
  await tosh.does('conversation', 'addParticipant', { to: 'sip:ann@contoso.com', operationId: 'add-ann' })
  await settle()
  await settle()
  await ann.does('onlineMeetingInvitation', 'accept')
  await settle()
  const messaging = await ann.get(hrefOf(ann.has('conversation'), 'messaging'))
  await ann.post(hrefOf(messaging.json, 'addMessaging'), { operationId: 'ann-joins' })
  await settle()
  return office
}
