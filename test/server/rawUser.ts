import type { ServerOptions, UcwaServer } from '../../src/server/index.ts'
import { listenBy, rawRequest, type RawAnswer, type RawOptions, type Scheme } from './rawWire.ts'

/** A resource, or an event, as JSON has it. */
export interface Raw {
  readonly rel: string
  readonly type: string
  readonly link: { readonly rel: string; readonly href: string }
  readonly _links: Readonly<Record<string, { readonly href: string }>>
  readonly _embedded: Readonly<Record<string, Raw>>
  readonly [property: string]: unknown
}

export interface RawPage {
  readonly _links: Readonly<Record<string, { readonly href: string }>>
  readonly sender?: readonly { readonly rel: string; readonly href: string; readonly events: readonly Raw[] }[]
}

export const readRaw = ({ text }: RawAnswer): Raw => JSON.parse(text) as Raw

/** The href of a link that has to be there. */
export const linkIn = (resource: Pick<Raw, '_links'> | undefined, rel: string): string => {
  const href = resource?._links[rel]?.href
  if (href === undefined) throw new Error(`no link ${rel}`)
  return href
}

export const eventsIn = (page: RawPage): readonly Raw[] => (page.sender ?? []).flatMap(({ events }) => events)

/** The body in the newest event about a relation. */
export const bodyOf = (rel: string, ...pages: readonly RawPage[]): Raw => {
  const found = pages.flatMap(eventsIn).findLast(({ link, _embedded }) => link.rel === rel && _embedded[rel])
  const body = found?._embedded[rel]
  if (body === undefined) throw new Error(`no event has shown ${rel}`)
  return body
}

export interface RawUser {
  readonly application: Raw
  readonly ask: (href: string, options?: RawOptions) => Promise<RawAnswer>
  readonly post: (href: string, body?: string, contentType?: string) => Promise<RawAnswer>
  /** The next page of events. */
  readonly page: () => Promise<RawPage>
  /** Where the P-GET is that `page` has answered last. */
  readonly polled: () => string
  readonly startMessaging: (input: object) => Promise<RawAnswer>
}

export interface RawWorld {
  readonly server: UcwaServer
  readonly url: string
  /** Has an application and is available. */
  readonly signIn: (name: 'tosh' | 'lene') => Promise<RawUser>
  /** Has an application. */
  readonly lurk: (name: 'tosh' | 'lene') => Promise<RawUser>
}

export const users = [
  { uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'x', token: 'cwt=tosh' },
  { uri: 'sip:lene@contoso.com', name: 'Lene', password: 'x', token: 'cwt=lene' },
]

/** A server by HTTP or HTTPS, and users who follow its links from the root on. */
export const rawWorld = async (scheme: Scheme, options: ServerOptions = {}): Promise<RawWorld> => {
  const { server, url } = await listenBy(scheme, { users, ...options })
  const lurk: RawWorld['lurk'] = async (name) => {
    const headers = { Authorization: `Bearer cwt=${name}` }
    const ask: RawUser['ask'] = (href, asked) =>
      rawRequest(new URL(href, url).href, { ...asked, headers: { ...headers, ...asked?.headers } })
    const post: RawUser['post'] = (href, body, contentType) =>
      ask(href, {
        method: 'POST',
        ...(body === undefined ? {} : { body }),
        ...(contentType === undefined ? {} : { headers: { 'Content-Type': contentType } }),
      })
    const root = readRaw(await ask('/'))
    const user = readRaw(await ask(linkIn(root, 'user')))
    const input = { UserAgent: 'contract', EndpointId: name, Culture: 'en-US' }
    const created = await post(linkIn(user, 'applications'), JSON.stringify(input), 'application/json')
    const application = readRaw(created)
    let next = linkIn(application, 'events')
    let polled = next
    return {
      application,
      ask,
      post,
      page: async () => {
        polled = next
        const page = JSON.parse((await ask(next)).text) as RawPage
        next = linkIn(page, 'next')
        return page
      },
      polled: () => polled,
      startMessaging: (started) =>
        post(
          linkIn(application._embedded['communication'], 'startMessaging'),
          JSON.stringify(started),
          'application/json',
        ),
    }
  }
  return {
    server,
    url,
    lurk,
    signIn: async (name) => {
      const user = await lurk(name)
      await user.post(
        linkIn(user.application._embedded['me'], 'makeMeAvailable'),
        '{"SupportedModalities":["Messaging"]}',
        'application/json',
      )
      return user
    },
  }
}

export interface RawConversation {
  readonly world: RawWorld
  readonly tosh: RawUser
  readonly lene: RawUser
  /** As each has it. */
  readonly toshs: Raw
  readonly lenes: Raw
}

/** Pages until one shows messaging in this state. */
const untilMessaging = async (user: RawUser, state: string): Promise<Raw> => {
  for (;;) {
    const page = await user.page()
    const shown = eventsIn(page).some(
      ({ link, _embedded }) => link.rel === 'messaging' && _embedded['messaging']?.['state'] === state,
    )
    if (shown) return bodyOf('messaging', page)
  }
}

/** Tosh has invited Lene, and both are connected: the messaging of each. */
export const rawConversation = async (scheme: Scheme, options: ServerOptions = {}): Promise<RawConversation> => {
  const world = await rawWorld(scheme, options)
  const tosh = await world.signIn('tosh')
  const lene = await world.signIn('lene')
  await tosh.startMessaging({ to: 'sip:lene@contoso.com', operationId: 'op1' })
  const rung = await ringing(lene)
  await lene.post(linkIn(rung, 'accept'))
  return {
    world,
    tosh,
    lene,
    toshs: await untilMessaging(tosh, 'Connected'),
    lenes: await untilMessaging(lene, 'Connected'),
  }
}

/** The invitation that rings. */
export const ringing = async (user: RawUser): Promise<Raw> => {
  for (;;) {
    const page = await user.page()
    if (eventsIn(page).some(({ link }) => link.rel === 'messagingInvitation'))
      return bodyOf('messagingInvitation', page)
  }
}

/** The next event about a message. */
export const nextMessage = async (user: RawUser): Promise<Raw> => {
  for (;;) {
    const event = eventsIn(await user.page()).find(({ link }) => link.rel === 'message')
    if (event !== undefined) return event
  }
}
