import { either as E } from 'fp-ts'
import { operations } from '../../protocol/operation.ts'
import { sipUri } from '../accounts.ts'
import { addParticipant } from '../addParticipant.ts'
import type { Application } from '../application.ts'
import type { Leg } from '../call.ts'
import type { Exchange } from '../exchange.ts'
import { invitationHref } from '../hrefs.ts'
import { readInput } from '../input.ts'
import { conflict } from '../refusal.ts'
import { created, type Reply } from '../reply.ts'

const spellings = new Map([['to', sipUri]])

export const postAddParticipant = (leg: Leg, application: Application, exchange: Exchange): Reply => {
  const input = readInput(operations.addParticipant.input, exchange, spellings)
  if (E.isLeft(input)) return input.left
  const { to, operationId } = input.right
  const { call, state } = leg
  if (state !== 'Connected' && state !== 'Conferenced') return conflict('The conversation is not connected.')
  if (call.meeting === undefined && call.invitations.size > 0) {
    return conflict('An invitation is under way.', 'AnotherOperationPending')
  }
  if ([...call.legs].some(({ seat }) => seat.account.uri === sipUri(to))) {
    return conflict('She is here already, or has been asked.', 'AlreadyExists')
  }
  const side = addParticipant(exchange.site, leg, { to, ...(typeof operationId === 'string' ? { operationId } : {}) })
  return created(invitationHref(application, side))
}
