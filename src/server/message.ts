import { announceMessage, announceTyping } from './announce.ts'
import type { Content, Delivery, Leg, Message, PuppetSeat } from './call.ts'
import { messageHref } from './hrefs.ts'
import { keepAwake } from './idle.ts'
import { ended, reason } from './reasons.ts'
import type { Site } from './site.ts'
import { readersOf, stopTyping } from './typing.ts'
import type { EventReason } from './wireEvent.ts'
import { writeDown } from './writeDown.ts'

const add = (site: Site, leg: Leg, from: Leg, content: Content, operationId?: string): Message => {
  const id = String(leg.messages.size + 1)
  const message: Message = { id, leg, from, content, operationId, at: site.clock.now(), failed: [] }
  leg.messages.set(id, message)
  return message
}

const mostHeard = 1000

const hear = ({ heard }: PuppetSeat, content: Content): void => {
  heard.push(content)
  if (heard.length > mostHeard) heard.shift()
}

const writeReceived = (site: Site, leg: Leg, operationId: string | undefined): void =>
  writeDown(site, leg, { event: 'messageReceived', operationId })

const isAlive = (leg: Leg): boolean => leg.call.legs.has(leg)

/** Tells the sender, as long as she still has the conversation, what has become of her message. */
const complete = (site: Site, message: Message, failure: EventReason | undefined): void => {
  const { leg, operationId } = message
  const event = failure === undefined ? 'messageDelivered' : 'messageFailed'
  writeDown(site, leg, { event, operationId, href: (application) => messageHref(application, message) })
  if (isAlive(leg)) announceMessage(site, message, failure)
}

type Settled = (failure?: EventReason) => void

/** Hands a message to one receiver, who has to fetch it in time. */
const deliver = (site: Site, message: Message, to: Leg, settled: Settled): void => {
  const incoming = add(site, to, message.leg, message.content)
  const { seat } = to
  if (seat.kind === 'puppet') {
    hear(seat, message.content)
    writeReceived(site, to, message.operationId)
    return settled()
  }
  const settle = () => {
    cancelTimeout()
    to.deliveries.delete(delivery)
  }
  const entry = announceMessage(site, incoming, undefined, () => {
    settle()
    writeReceived(site, to, message.operationId)
    settled()
  })
  const fail = (why: EventReason) => {
    settle()
    if (entry !== undefined) seat.channel.remove(entry)
    settled(why)
  }
  const cancelTimeout = site.timers.after(site.times.message, () => fail(reason('RemoteFailure', 'Timeout')))
  const delivery: Delivery = { fail: () => fail(ended) }
  to.deliveries.add(delivery)
}

/** Hands a message to everybody; it has failed when one of them does not get it, for the first reason there was. */
const deliverToAll = (site: Site, message: Message, receivers: readonly Leg[]): void => {
  const open = new Set(receivers)
  let failure: EventReason | undefined
  if (open.size === 0) return complete(site, message, undefined)
  for (const to of receivers) {
    deliver(site, message, to, (why) => {
      open.delete(to)
      failure ??= why
      if (why !== undefined) message.failed = [...message.failed, to]
      if (open.size === 0) complete(site, message, failure)
    })
  }
}

/** Takes a message that was sent; what becomes of it follows in the event channel. */
export const sendMessage = (site: Site, leg: Leg, content: Content, operationId?: string): Message => {
  const message = add(site, leg, leg, content, operationId)
  writeDown(site, leg, {
    event: 'messageAccepted',
    operationId,
    href: (application) => messageHref(application, message),
  })
  keepAwake(site, leg.call)
  stopTyping(leg)
  deliverToAll(site, message, readersOf(leg))
  return message
}

/** The first message came with the invitation: both sides get it as a message once it is accepted. */
export const replayFirstMessage = (
  site: Site,
  from: Leg,
  to: Leg,
  { message: content, operationId }: { readonly message: Content; readonly operationId: string | undefined },
): void => {
  const incoming = add(site, to, from, content)
  if (to.seat.kind === 'puppet') hear(to.seat, content)
  writeReceived(site, to, operationId)
  announceMessage(site, incoming)
  announceMessage(site, add(site, from, from, content))
}

/** The others see that somebody types until she has not said so for a while, or has sent. */
export const setIsTyping = (site: Site, leg: Leg): void => {
  keepAwake(site, leg.call)
  writeDown(site, leg, { event: 'typingSet' })
  if (leg.stopTyping === undefined) {
    for (const other of readersOf(leg)) {
      writeDown(site, other, { event: 'typingSeen' })
      announceTyping(other, leg, 'added')
    }
  }
  leg.stopTyping?.()
  leg.stopTyping = site.timers.after(site.times.typing, () => stopTyping(leg))
}
