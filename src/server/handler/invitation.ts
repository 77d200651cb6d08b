import { either as E } from 'fp-ts'
import { operations } from '../../protocol/operation.ts'
import type { Application } from '../application.ts'
import type { InvitationSide } from '../call.ts'
import type { Exchange } from '../exchange.ts'
import { readInput } from '../input.ts'
import { acceptInvitation } from '../accept.ts'
import { declineInvitation, failInvitation } from '../invitation.ts'
import { conflict } from '../refusal.ts'
import { noContent, ok, type Reply } from '../reply.ts'
import { representInvitation } from '../representation/invitation.ts'

const tooLate = conflict('The invitation does not allow this any more.')

export const getInvitation = (side: InvitationSide, application: Application): Reply =>
  ok(representInvitation(application, side))

const isToAnswer = ({ isOpen, isAutomatic, direction }: InvitationSide): boolean =>
  isOpen && !isAutomatic && direction === 'Incoming'

export const postAccept = (side: InvitationSide, _: Application, { site }: Exchange): Reply => {
  if (!isToAnswer(side)) return tooLate
  acceptInvitation(site, side)
  return noContent
}

/** Without a reason the invitation is declined for all of the user's endpoints. */
export const postDecline = (side: InvitationSide, _: Application, exchange: Exchange): Reply => {
  const input = readInput(operations.decline.input, exchange)
  if (E.isLeft(input)) return input.left
  if (!isToAnswer(side)) return tooLate
  declineInvitation(exchange.site, side, input.right.reason === 'Local' ? 'Local' : 'Global')
  return noContent
}

export const postCancel = (side: InvitationSide, _: Application, { site }: Exchange): Reply => {
  if (!side.isOpen || side.direction === 'Incoming') return tooLate
  failInvitation(site, side.invitation, 'Canceled')
  return noContent
}
