import { identifier } from '../seam/random.ts'
import type { Account } from './accounts.ts'
import type { Application } from './application.ts'
import { type Call, type Invitation, type InvitationSide, type Leg, ringingSides, type Seat } from './call.ts'
import { acceptInvitation } from './accept.ts'
import { failInvitation, markForwarded, ringAt } from './invitation.ts'
import { addLeg, createCall } from './leg.ts'
import { puppetSeat } from './puppetSeat.ts'
import type { Site } from './site.ts'
import { soon } from './soon.ts'

const failSoon = (site: Site, invitation: Invitation, subcode: string): void =>
  soon(site, () => failInvitation(site, invitation, subcode))

const acceptSoon = (site: Site, side: InvitationSide): void =>
  soon(site, () => {
    if (side.isOpen) acceptInvitation(site, side)
  })

/** Rings at somebody, or goes on at once where the server accepts for her. */
const show = (site: Site, invitation: Invitation, leg: Leg): InvitationSide => {
  const isNew = leg.state === 'Incoming'
  const side = ringAt(site, invitation, leg)
  if (!side.isAutomatic) return side
  leg.isUnseen = isNew
  acceptSoon(site, side)
  return side
}

const ringIn = (site: Site, invitation: Invitation, seat: Seat) =>
  show(site, invitation, addLeg(site, invitation.caller.call, seat, { state: 'Incoming' }))

const availableOf = (site: Site, invitation: Invitation, callee: Account): readonly Application[] =>
  site.applications
    .of(callee)
    .filter((application) => application.isAvailable && application !== invitation.caller.seat)

const isAble = ({ supportedModalities }: Application): boolean => supportedModalities.includes('Messaging')

const ringAtApplications = (site: Site, invitation: Invitation, callee: Account): void => {
  const available = availableOf(site, invitation, callee)
  const able = available.filter(isAble)
  if (available.length === 0) return failSoon(site, invitation, 'Unreachable')
  if (able.length === 0) return failSoon(site, invitation, 'ModalityNotSupported')
  for (const application of able) ringIn(site, invitation, application)
}

/** Rings at somebody who may answer in place of another. It is nothing new when she cannot. */
const ringAtDelegate = (site: Site, invitation: Invitation, call: Call, uri: string): void => {
  const delegate = site.accounts.find(uri)
  if (delegate === undefined) return
  const treatment = site.treatments.get(delegate)
  const seats =
    treatment === undefined ? availableOf(site, invitation, delegate).filter(isAble) : [puppetSeat(site, delegate)]
  for (const seat of seats) {
    const side = show(site, invitation, addLeg(site, call, seat, { state: 'Incoming' }))
    if (treatment?.kind === 'answers') acceptSoon(site, side)
  }
}

const mostForwards = 5

/** Brings an invitation to whom it is for: her applications, or what the control handle said of her. */
export const ring = (site: Site, invitation: Invitation, uri: string, forwards = 0): void => {
  const callee = site.accounts.find(uri)
  if (callee === undefined) return failSoon(site, invitation, 'DestinationNotFound')
  const treatment = site.treatments.get(callee)
  switch (treatment?.kind) {
    case undefined:
      return ringAtApplications(site, invitation, callee)
    case 'fails':
      return failSoon(site, invitation, treatment.subcode)
    case 'staysSilent':
      return void ringIn(site, invitation, puppetSeat(site, callee))
    case 'answers':
      return acceptSoon(site, ringIn(site, invitation, puppetSeat(site, callee)))
    case 'shares':
      for (const application of availableOf(site, invitation, callee).filter(isAble)) {
        ringIn(site, invitation, application)
      }
      ringAtDelegate(site, invitation, invitation.caller.call, treatment.uri)
      if (ringingSides(invitation).length === 0) failSoon(site, invitation, 'Unreachable')
      return
    case 'forwards': {
      if (forwards === mostForwards) return failSoon(site, invitation, 'Unreachable')
      return soon(site, () => {
        if (invitation.isOver) return
        markForwarded(invitation)
        ring(site, invitation, treatment.to, forwards + 1)
      })
    }
  }
}

/** Asks the others of a conversation to take up messaging again. */
export const ringInConversation = (site: Site, invitation: Invitation, others: Iterable<Leg>): void => {
  for (const leg of others) {
    const side = show(site, invitation, leg)
    const treatment = site.treatments.get(leg.seat.account)
    if (treatment?.kind === 'shares') {
      const { subject, importance } = leg.call
      ringAtDelegate(site, invitation, createCall(identifier(site.random), subject, importance), treatment.uri)
    }
    if (leg.seat.kind !== 'puppet' || treatment?.kind === 'staysSilent' || treatment?.kind === 'shares') continue
    if (treatment?.kind === 'fails') failSoon(site, invitation, treatment.subcode)
    else acceptSoon(site, side)
  }
  if (ringingSides(invitation).length === 0) failSoon(site, invitation, 'Unreachable')
}
