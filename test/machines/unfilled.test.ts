import { describe, expect, it } from 'vitest'
import { createActor } from 'xstate'
import { eventChannelMachine } from '../../machines/eventChannelMachine.ts'
import { outgoingInvitationMachine } from '../../machines/outgoingInvitationMachine.ts'
import { drain } from '../support/virtualClock.ts'
import { begin } from './slot.ts'

const error = new Error('this actor slot was not filled')

describe('a slot that is run empty', () => {
  it('breaks its chart', async () => {
    const actor = begin(createActor(outgoingInvitationMachine, { input: { operationId: 'a1' } }))
    await drain()

    expect(actor.getSnapshot()).toMatchObject({ status: 'error', error })
  })

  it('breaks an event channel', () => {
    const actor = begin(createActor(eventChannelMachine, { input: { events: 'https://pool.contoso.com/events' } }))

    expect(actor.getSnapshot()).toMatchObject({ status: 'error', error })
  })
})
