import { either as E } from 'fp-ts'
import type * as t from 'io-ts'
import { type Operation, operations } from '../../protocol/operation.ts'
import { announceLocation, announceNote, announcePresence } from '../announcePeople.ts'
import type { Application } from '../application.ts'
import type { Exchange } from '../exchange.ts'
import { readInput } from '../input.ts'
import { availableFirst } from '../refusal.ts'
import { noContent, ok, type Reply } from '../reply.ts'
import { representLocation, representNote, representPresence } from '../representation/me.ts'

type Handle = (application: Application, exchange: Exchange) => Reply

/** For what is there once the user is available. */
export const whenAvailable =
  (handle: Handle): Handle =>
  (application, exchange) =>
    application.isAvailable ? handle(application, exchange) : availableFirst

const change = <A>(operation: Operation<t.Type<A>>, apply: (input: A, ...where: Parameters<Handle>) => void): Handle =>
  whenAvailable((application, exchange) => {
    const input = readInput(operation.input, exchange)
    if (E.isLeft(input)) return input.left
    apply(input.right, application, exchange)
    return noContent
  })

export const getPresence = whenAvailable((application, { site }) => ok(representPresence(site, application)))

export const postPresence = change(operations.presence, ({ availability }, { account }, { site }) => {
  site.standings(account).chosen = availability ?? undefined
  announcePresence(site, account)
})

export const getNote = whenAvailable((application, { site }) => ok(representNote(site, application)))

export const postNote = change(operations.note, ({ message }, { account }, { site }) => {
  site.standings(account).note = message ?? ''
  announceNote(site, account)
})

export const getLocation = whenAvailable((application, { site }) => ok(representLocation(site, application)))

export const postLocation = change(operations.location, ({ location }, { account }, { site }) => {
  site.standings(account).location = location ?? ''
  announceLocation(site, account)
})
