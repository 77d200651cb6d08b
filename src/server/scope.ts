import type { Account } from './accounts.ts'
import type { Application } from './application.ts'
import type { InvitationSide, Leg } from './call.ts'
import { unauthorized } from './discovery.ts'
import type { Exchange } from './exchange.ts'
import type { ConversationLog } from './history.ts'
import { applicationNotFound, forbidden, notFound } from './refusal.ts'
import type { Answer } from './reply.ts'

export type Handler = (exchange: Exchange) => Answer | Promise<Answer>

type Scoped<Subject> = (subject: Subject, exchange: Exchange) => Answer | Promise<Answer>

/** For those who show a token. */
export const forUser =
  (handle: Scoped<Account>): Handler =>
  (exchange) =>
    exchange.account === undefined ? unauthorized(exchange) : handle(exchange.account, exchange)

/** For the user whose application the path names. */
export const forApplication = (handle: Scoped<Application>): Handler =>
  forUser((account, exchange) => {
    const { applications } = exchange.site
    const id = exchange.parameters['application'] ?? ''
    const application = applications.get(id)
    if (application === undefined) return applications.endOf(id) ?? applicationNotFound
    if (application.account !== account) return forbidden('The application is not the one of this token.')
    return handle(application, exchange)
  })

/** For a conversation of the application, as its own leg shows it. */
export const forLeg = (handle: (leg: Leg, application: Application, exchange: Exchange) => Answer): Handler =>
  forApplication((application, exchange) => {
    const leg = exchange.site.calls.legIn(application, exchange.parameters['conversation'] ?? '')
    return leg === undefined ? notFound : handle(leg, application, exchange)
  })

export const forInvitation = (
  handle: (side: InvitationSide, application: Application, exchange: Exchange) => Answer,
): Handler =>
  forApplication((application, exchange) => {
    const side = exchange.site.calls.invitationIn(application, exchange.parameters['invitation'] ?? '')
    return side === undefined ? notFound : handle(side, application, exchange)
  })

/** For a past conversation of the user's, through whichever of her applications. */
export const forLog = (
  handle: (log: ConversationLog, application: Application, exchange: Exchange) => Answer,
): Handler =>
  forApplication((application, exchange) => {
    const log = exchange.site.history.find(application.account, exchange.parameters['log'] ?? '')
    return log === undefined ? notFound : handle(log, application, exchange)
  })
