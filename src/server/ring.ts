import type { Account } from './accounts.ts'
import { type Invitation, type Leg, ringingSides, type Seat } from './call.ts'
import { acceptInvitation } from './accept.ts'
import { failInvitation, markForwarded, ringAt } from './invitation.ts'
import { addLeg } from './leg.ts'
import { puppetSeat } from './puppetSeat.ts'
import type { Site } from './site.ts'
import { soon } from './soon.ts'

const failSoon = (site: Site, invitation: Invitation, subcode: string): void =>
  soon(site, () => failInvitation(site, invitation, subcode))

const ringIn = (site: Site, invitation: Invitation, seat: Seat) =>
  ringAt(site, invitation, addLeg(site, invitation.caller.call, seat, { state: 'Incoming' }))

const ringAtApplications = (site: Site, invitation: Invitation, callee: Account): void => {
  const available = site.applications
    .of(callee)
    .filter((application) => application.isAvailable && application !== invitation.caller.seat)
  const able = available.filter(({ supportedModalities }) => supportedModalities.includes('Messaging'))
  if (available.length === 0) return failSoon(site, invitation, 'Unreachable')
  if (able.length === 0) return failSoon(site, invitation, 'ModalityNotSupported')
  for (const application of able) ringIn(site, invitation, application)
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
    case 'answers': {
      const side = ringIn(site, invitation, puppetSeat(site, callee))
      return soon(site, () => {
        if (side.isOpen) acceptInvitation(site, side)
      })
    }
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
    const side = ringAt(site, invitation, leg)
    const treatment = site.treatments.get(leg.seat.account)
    if (leg.seat.kind !== 'puppet' || treatment?.kind === 'staysSilent') continue
    if (treatment?.kind === 'fails') failSoon(site, invitation, treatment.subcode)
    else
      soon(site, () => {
        if (side.isOpen) acceptInvitation(site, side)
      })
  }
  if (ringingSides(invitation).length === 0) failSoon(site, invitation, 'Unreachable')
}
