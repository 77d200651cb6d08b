import { connectedUsers, type ConnectedOptions, drainPages } from './conversationBetween.ts'
import { hrefOf, type Shown, type WireUser } from './wireClient.ts'

/** Where a user's logs are, newest first. */
export const logHrefsOf = async (user: WireUser, query = ''): Promise<readonly string[]> => {
  const list = await user.get(hrefOf(user.application._embedded['communication'], 'conversationLogs') + query)
  const links = list.json._links['conversationLog'] as unknown as readonly { readonly href: string }[]
  return links.map(({ href }) => href)
}

export const logsOf = async (user: WireUser): Promise<readonly Shown[]> =>
  Promise.all((await logHrefsOf(user)).map(async (href) => (await user.get(href)).json))

export const missedItemsOf = async (user: WireUser): Promise<Shown> =>
  (await user.get(hrefOf(user.application._embedded['communication'], 'missedItems'))).json

/** A conversation of Tosh and Lene that is over, and what Tosh has kept of it. */
export const afterTalk = async ({ says = [], ...options }: ConnectedOptions & { says?: readonly string[] } = {}) => {
  const users = await connectedUsers(options)
  const { clock, tosh, lene, toshHas } = users
  for (const text of says) await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), text)
  await tosh.remove(hrefOf(toshHas('conversation'), 'self'))
  await drainPages(tosh, clock)
  await drainPages(lene, clock)
  const [log] = await logsOf(tosh)
  if (log === undefined) throw new Error('Tosh has no log')
  return { ...users, log }
}
