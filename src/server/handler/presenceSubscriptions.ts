import { either as E } from 'fp-ts'
import { operations } from '../../protocol/operation.ts'
import { sipUri } from '../accounts.ts'
import type { Application } from '../application.ts'
import type { Exchange } from '../exchange.ts'
import { subscriptionHref } from '../hrefs.ts'
import { readInput } from '../input.ts'
import { applicationNotFound, invalidParameters } from '../refusal.ts'
import { noContent, ok, type Reply } from '../reply.ts'
import { representSubscribedContacts, representSubscription, representSubscriptions } from '../representation/people.ts'
import { extend, subscribe, unsubscribe } from '../subscribe.ts'
import type { Subscription } from '../subscriptions.ts'

const given = (subscription: Subscription): Reply => ({
  status: operations.presenceSubscriptions.success,
  headers: { Location: subscriptionHref(subscription.application, subscription) },
  structure: representSubscription(subscription),
})

/** Real servers say of a subscription that has ended what they say of a whole application. */
export const forSubscription =
  (handle: (subscription: Subscription, exchange: Exchange) => Reply) =>
  (application: Application, exchange: Exchange): Reply => {
    const subscription = exchange.site.subscriptions.find(application, exchange.parameters['subscription'] ?? '')
    return subscription === undefined ? applicationNotFound : handle(subscription, exchange)
  }

export const getPresenceSubscriptions = (application: Application, { site }: Exchange): Reply =>
  ok(representSubscriptions(application, site.subscriptions.of(application)))

export const getSubscribedContacts = (application: Application, { site }: Exchange): Reply =>
  ok(representSubscribedContacts(application, [...site.subscriptions.subjects(application)]))

const spellings = new Map([['uris', sipUri]])

/** Those whom the server does not know are taken too: they never change. */
export const postPresenceSubscriptions = (application: Application, exchange: Exchange): Reply => {
  const { site } = exchange
  const input = readInput(operations.presenceSubscriptions.input, exchange, spellings)
  if (E.isLeft(input)) return input.left
  const { uris, duration } = input.right
  if (uris.length === 0) return invalidParameters([{ name: 'uris', reason: 'must not be empty' }])
  const people = uris.flatMap((uri) => site.accounts.find(uri) ?? [])
  return given(subscribe(site, application, people, Number(duration)))
}

export const getPresenceSubscription = (subscription: Subscription): Reply => ok(representSubscription(subscription))

export const postPresenceSubscription = (subscription: Subscription, exchange: Exchange): Reply => {
  const input = readInput(operations.presenceSubscription.input, exchange)
  if (E.isLeft(input)) return input.left
  extend(exchange.site, subscription, Number(input.right.duration))
  return given(subscription)
}

export const deletePresenceSubscription = (subscription: Subscription, { site }: Exchange): Reply => {
  unsubscribe(site, subscription)
  return noContent
}
