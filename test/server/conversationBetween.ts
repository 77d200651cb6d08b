import type { ServerOptions, UcwaServer } from '../../src/server/index.ts'
import type { VirtualClock } from '../support/virtualClock.ts'
import {
  hrefOf,
  type Page,
  serverOnVirtualClock,
  shown,
  signIn,
  type Shown,
  type SignInOptions,
  type WireUser,
} from './wireClient.ts'

/** Everything the event channel has for the user by now. */
export const drainPages = async (user: WireUser, clock: VirtualClock): Promise<readonly Page[]> => {
  const pages: Page[] = []
  for (;;) {
    const gone = new AbortController()
    const page = user.page('', gone.signal).catch(() => undefined)
    await clock.advance(0)
    gone.abort()
    const answered = await page
    if (answered === undefined) return pages
    pages.push(answered)
  }
}

export interface Connected {
  readonly server: UcwaServer
  readonly clock: VirtualClock
  readonly tosh: WireUser
  readonly lene: WireUser
  /** Resources as each side has them once both are connected. */
  readonly toshHas: (rel: string) => Shown
  readonly leneHas: (rel: string) => Shown
}

export interface ConnectedOptions extends ServerOptions {
  readonly toshAs?: SignInOptions
  readonly leneAs?: SignInOptions
  readonly invitation?: object
}

/** Two users with a client each, and everything of the beginning fetched. */
export const connectedUsers = async ({
  toshAs,
  leneAs,
  invitation,
  ...options
}: ConnectedOptions = {}): Promise<Connected> => {
  const { server, clock } = serverOnVirtualClock(options)
  const tosh = await signIn(server, 'tosh@contoso.com', toshAs)
  const lene = await signIn(server, 'lene@contoso.com', leneAs)
  await clock.advance(5000)
  await drainPages(tosh, clock)
  await drainPages(lene, clock)
  await tosh.startMessaging({ to: 'sip:lene@contoso.com', subject: 'Lunch', ...invitation })
  const toshPages = [...(await drainPages(tosh, clock))]
  const lenePages = [...(await drainPages(lene, clock))]
  await lene.post(hrefOf(shown('messagingInvitation', ...lenePages), 'accept'))
  toshPages.push(...(await drainPages(tosh, clock)))
  lenePages.push(...(await drainPages(lene, clock)))
  return {
    server,
    clock,
    tosh,
    lene,
    toshHas: (rel) => shown(rel, ...toshPages),
    leneHas: (rel) => shown(rel, ...lenePages),
  }
}

/** Two users of whom neither has said anything yet, with everything of the beginning fetched. */
export const twoUsers = async (options: ServerOptions = {}) => {
  const { server, clock } = serverOnVirtualClock(options)
  const tosh = await signIn(server, 'tosh@contoso.com')
  const lene = await signIn(server, 'lene@contoso.com')
  await clock.advance(5000)
  await drainPages(tosh, clock)
  await drainPages(lene, clock)
  return { server, clock, tosh, lene }
}

/** One user with a client; the other is the control handle's. */
export const toshAlone = async (options: ServerOptions = {}) => {
  const { server, clock } = serverOnVirtualClock(options)
  const tosh = await signIn(server, 'tosh@contoso.com')
  await clock.advance(5000)
  await drainPages(tosh, clock)
  return { server, clock, tosh, lene: server.control.user('lene@contoso.com') }
}
