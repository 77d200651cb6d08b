import { expectDone } from '../party.ts'
import type { Act } from './act.ts'

export const accept: Act = {
  name: 'accept',
  weight: 12,
  perform: (party, { chance }) => {
    const invitation = chance.oneOf([...party.ringing])
    if (invitation === undefined) return undefined
    party.ringing.delete(invitation)
    expectDone(party, 'accept', invitation.accept())
    return invitation.from?.uri ?? invitation.rel
  },
}

export const decline: Act = {
  name: 'decline',
  weight: 2,
  perform: (party, { chance }) => {
    const invitation = chance.oneOf([...party.ringing])
    if (invitation === undefined) return undefined
    party.ringing.delete(invitation)
    const reason = chance.pick<'Local' | 'Global'>(['Local', 'Global'])
    expectDone(party, 'decline', invitation.decline(reason))
    return reason
  },
}

export const cancel: Act = {
  name: 'cancel',
  weight: 2,
  perform: (party, { chance }) => {
    const invitation = chance.oneOf([...party.asked])
    if (invitation === undefined) return undefined
    party.asked.delete(invitation)
    expectDone(party, 'cancel', invitation.cancel())
    return invitation.operationId
  },
}
