import { either as E } from 'fp-ts'
import { SearchQuery } from '../../protocol/request/presence.ts'
import { type Account, isStranger, sipUri } from '../accounts.ts'
import type { Application } from '../application.ts'
import type { Exchange } from '../exchange.ts'
import { readInput } from '../input.ts'
import { anonymousNotAllowed, invalidParameters, notFound } from '../refusal.ts'
import { ok, type Reply } from '../reply.ts'
import { representMyContacts, representSearch } from '../representation/people.ts'
import type { Site } from '../site.ts'

type Handle = (application: Application, exchange: Exchange) => Reply

/** For those who have an account: a guest of a meeting has nothing to do with the rest of the people. */
export const forMember =
  (handle: Handle): Handle =>
  (application, exchange) =>
    isStranger(application.account) ? anonymousNotAllowed : handle(application, exchange)

export const getMyContacts = (application: Application, { site }: Exchange): Reply =>
  ok(representMyContacts(application, site.accounts.all))

/** For somebody whom the server knows. */
export const forContact =
  (represent: (application: Application, account: Account, site: Site) => object) =>
  (application: Application, { site, parameters }: Exchange): Reply => {
    const account = site.accounts.find(parameters['contact'] ?? '')
    return account === undefined ? notFound : ok(represent(application, account, site))
  }

/** How many are found where nobody says. */
const defaultLimit = 10

/** Every word has to begin some part of the name, or the whole stand in the address. */
const fits =
  (query: string) =>
  ({ name, address, uri }: Account): boolean => {
    const wanted = query.trim().toLowerCase()
    const parts = name.toLowerCase().split(/\s+/)
    return (
      uri === sipUri(wanted) ||
      address.includes(wanted) ||
      wanted.split(/\s+/).every((word) => parts.some((part) => part.startsWith(word)))
    )
  }

export const getSearch = (application: Application, exchange: Exchange): Reply => {
  const input = readInput(SearchQuery, exchange)
  if (E.isLeft(input)) return input.left
  const { query, mail, limit } = input.right
  const wanted = [query, mail].filter((text) => typeof text === 'string' && text.trim() !== '')
  if (wanted.length === 0) return invalidParameters([{ name: 'query', reason: 'is missing' }])
  const found = exchange.site.accounts.all.filter(
    (account) =>
      (!query?.trim() || fits(query)(account)) && (!mail?.trim() || account.address === mail.trim().toLowerCase()),
  )
  return ok(representSearch(application, found, { query, mail, limit: Number(limit ?? defaultLimit) }))
}
