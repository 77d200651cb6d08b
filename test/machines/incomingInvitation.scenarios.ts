import { expect } from 'vitest'
import { createActor } from 'xstate'
import type { incomingInvitationMachine, IncomingInvitationEvent } from '../../machines/incomingInvitationMachine.ts'
import type { EventStatus } from '../../src/protocol/event/resourceEvent.ts'
import type { Outcome } from '../../src/protocol/failure.ts'
import type { DeclineReason } from '../../src/protocol/request/decline.ts'
import type { MessagingInvitation } from '../../src/protocol/resource/messagingInvitation.ts'
import { completedAs, completions } from './completions.ts'
import type { Scenario } from './proveChart.ts'
import { foreignWord, invitationIn, left, refused, success, timedOut, unreachable } from './samples.ts'
import { begin, slot } from './slot.ts'

type Chart = typeof incomingInvitationMachine

const rel = 'messagingInvitation'

/** What rings. */
const ringing = invitationIn('Connecting', 'accept', 'decline')

const start = (machine: Chart, invitation: MessagingInvitation | undefined = ringing) => {
  const accepting = slot<Outcome<void>, MessagingInvitation | undefined>()
  const declining = slot<
    Outcome<void>,
    { readonly invitation: MessagingInvitation | undefined; readonly reason: DeclineReason }
  >()
  const actor = begin(
    createActor(machine.provide({ actors: { acceptInvitation: accepting.logic, declineInvitation: declining.logic } })),
  )
  actor.send({ type: 'invitation.started', rel, invitation })
  return {
    accepting,
    declining,
    send: (event: IncomingInvitationEvent) => actor.send(event),
    update: (next: MessagingInvitation) => actor.send({ type: 'invitation.updated', rel, invitation: next }),
    accept: () => actor.send({ type: 'invitation.accept' }),
    decline: (reason: DeclineReason) => actor.send({ type: 'invitation.decline', reason }),
    complete: (status: EventStatus | null | undefined, state: string, subcode?: string) =>
      actor.send(completedAs({ status, state, subcode })),
    snapshot: () => actor.getSnapshot(),
    value: () => actor.getSnapshot().value,
  }
}

type Running = ReturnType<typeof start>

/** Every state that is not final, and how to get there. */
const openStates: readonly (readonly [string, (chart: Running) => void])[] = [
  ['Connecting', () => undefined],
  ['accepting', ({ accept }) => accept()],
  ['declining', ({ decline }) => decline('Local')],
]

const progress = (['invitation.started', 'invitation.updated'] as const).map((type): Scenario<Chart> => ({
  title: `stays where it is, with the new body, on ${type}`,
  run: (machine) => {
    for (const [state, go] of openStates) {
      for (const word of ['Connecting', 'Connected', 'Failed', foreignWord]) {
        const chart = start(machine)
        go(chart)
        const { declineReason } = chart.snapshot().context
        chart.send({ type, rel, invitation: invitationIn(word), reason: { code: 'Conflict' } })
        expect(chart.value()).toBe(state)
        expect(chart.snapshot().context).toStrictEqual({
          invitation: invitationIn(word),
          reason: { code: 'Conflict' },
          declineReason,
          refusal: undefined,
        })
        for (const { isAborted } of [...chart.accepting.calls, ...chart.declining.calls]) {
          expect(isAborted()).toBe(false)
        }
      }
    }
  },
}))

export const scenarios: readonly Scenario<Chart>[] = [
  {
    title: 'begins Connecting, with nothing known',
    run: (machine) => {
      const actor = begin(createActor(machine))
      expect(actor.getSnapshot().value).toBe('Connecting')
      expect(actor.getSnapshot().context).toStrictEqual({
        invitation: undefined,
        reason: undefined,
        declineReason: 'Global',
        refusal: undefined,
      })
      expect(actor.getSnapshot().can({ type: 'invitation.accept' })).toBe(false)
      expect(actor.getSnapshot().can({ type: 'invitation.decline', reason: 'Local' })).toBe(false)
    },
  },
  ...progress,
  {
    title: 'forgets the reason of an earlier event',
    run: (machine) => {
      const { send, update, snapshot } = start(machine)
      send({ type: 'invitation.updated', rel, invitation: ringing, reason: { code: 'Conflict' } })
      update(ringing)
      expect(snapshot().context.reason).toBeUndefined()
      send({ type: 'invitation.updated', rel, invitation: ringing, reason: null })
      expect(snapshot().context.reason).toBeUndefined()
    },
  },
  {
    title: 'sends the POST of accept with the last body',
    run: (machine) => {
      const { accept, accepting, declining, value } = start(machine)
      accept()
      expect(value()).toBe('accepting')
      expect(accepting.calls.map(({ input }) => input)).toEqual([ringing])
      expect(declining.calls).toEqual([])
    },
  },
  {
    title: 'sends the POST of decline with the last body and the reason',
    run: (machine) => {
      const { decline, accepting, declining, snapshot } = start(machine)
      decline('Local')
      expect(snapshot().value).toBe('declining')
      expect(snapshot().context.declineReason).toBe('Local')
      expect(declining.calls.map(({ input }) => input)).toEqual([{ invitation: ringing, reason: 'Local' }])
      expect(accepting.calls).toEqual([])
    },
  },
  {
    title: 'cannot be accepted without the link',
    run: (machine) => {
      const { accept, accepting, snapshot } = start(machine, invitationIn('Connecting', 'decline'))
      expect(snapshot().can({ type: 'invitation.accept' })).toBe(false)
      accept()
      expect(snapshot().value).toBe('Connecting')
      expect(accepting.calls).toEqual([])
    },
  },
  {
    title: 'cannot be declined without the link',
    run: (machine) => {
      const { decline, declining, snapshot } = start(machine, invitationIn('Connecting', 'accept'))
      expect(snapshot().can({ type: 'invitation.decline', reason: 'Local' })).toBe(false)
      decline('Local')
      expect(snapshot().value).toBe('Connecting')
      expect(declining.calls).toEqual([])
    },
  },
  {
    title: 'takes no second answer while the first one is under way',
    run: (machine) => {
      for (const [, go] of openStates.slice(1)) {
        const chart = start(machine)
        go(chart)
        expect(chart.snapshot().can({ type: 'invitation.accept' })).toBe(false)
        expect(chart.snapshot().can({ type: 'invitation.decline', reason: 'Local' })).toBe(false)
      }
    },
  },
  {
    title: 'is not accepted by the answer to the POST',
    run: async (machine) => {
      const { accept, accepting, snapshot } = start(machine)
      accept()
      await accepting.call().answer(success)
      expect(snapshot()).toMatchObject({ value: 'accepting', status: 'active' })
      expect(snapshot().context.refusal).toBeUndefined()
    },
  },
  {
    title: 'is not declined by the answer to the POST',
    run: async (machine) => {
      const { decline, declining, snapshot } = start(machine)
      decline('Local')
      await declining.call().answer(success)
      expect(snapshot()).toMatchObject({ value: 'declining', status: 'active' })
      expect(snapshot().context.refusal).toBeUndefined()
    },
  },
  {
    title: 'waits for the event channel after an answer is lost',
    run: async (machine) => {
      for (const failure of [timedOut, unreachable]) {
        const accepted = start(machine)
        accepted.accept()
        await accepted.accepting.call().answer(left(failure))
        expect(accepted.value()).toBe('accepting')

        const declined = start(machine)
        declined.decline('Local')
        await declined.declining.call().answer(left(failure))
        expect(declined.value()).toBe('declining')
      }
    },
  },
  {
    title: 'rings on when accept is refused',
    run: async (machine) => {
      const { accept, accepting, snapshot } = start(machine)
      accept()
      await accepting.call().answer(left(refused(409)))
      expect(snapshot().value).toBe('Connecting')
      expect(snapshot().context).toStrictEqual({
        invitation: ringing,
        reason: undefined,
        declineReason: 'Global',
        refusal: refused(409),
      })
    },
  },
  {
    title: 'rings on when decline is refused',
    run: async (machine) => {
      const { decline, declining, snapshot } = start(machine)
      decline('Local')
      await declining.call().answer(left(refused(409)))
      expect(snapshot().value).toBe('Connecting')
      expect(snapshot().context).toStrictEqual({
        invitation: ringing,
        reason: undefined,
        declineReason: 'Local',
        refusal: refused(409),
      })
    },
  },
  {
    title: 'forgets a refusal at the next attempt',
    run: async (machine) => {
      for (const [state, go] of openStates.slice(1)) {
        const chart = start(machine)
        chart.accept()
        await chart.accepting.call().answer(left(refused(409)))
        go(chart)
        expect(chart.value()).toBe(state)
        expect(chart.snapshot().context.refusal).toBeUndefined()
      }
    },
  },
  ...completions.map(({ means, status, state, subcode, result }): Scenario<Chart> => ({
    title: `ends ${result} in every state after ${means}`,
    run: (machine) => {
      for (const [, go] of openStates) {
        const chart = start(machine)
        go(chart)
        const { declineReason } = chart.snapshot().context
        chart.complete(status, state, subcode)
        expect(chart.snapshot()).toMatchObject({ value: result, status: 'done' })
        const { invitation, reason } = completedAs({ status, state, subcode })
        expect(chart.snapshot().context).toStrictEqual({ invitation, reason, declineReason, refusal: undefined })
        for (const { isAborted } of [...chart.accepting.calls, ...chart.declining.calls]) {
          expect(isAborted()).toBe(true)
        }
      }
    },
  })),
  {
    title: 'ends by a completed that comes first of all',
    run: (machine) => {
      const actor = begin(createActor(machine))
      actor.send(completedAs({ status: 'Failure', state: 'Failed', subcode: 'Canceled' }))
      expect(actor.getSnapshot()).toMatchObject({ value: 'Cancelled', status: 'done' })
    },
  },
  {
    title: 'is lost in every state with a gap',
    run: (machine) => {
      for (const [, go] of openStates) {
        const chart = start(machine)
        go(chart)
        chart.send({ type: 'gap.lost' })
        expect(chart.snapshot()).toMatchObject({ value: 'lost', status: 'done' })
      }
    },
  },
  {
    title: 'breaks when a slot throws',
    run: async (machine) => {
      const accepted = start(machine)
      accepted.accept()
      await accepted.accepting.call().break(new Error('a defect'))
      expect(accepted.snapshot()).toMatchObject({ status: 'error', error: new Error('a defect') })
    },
  },
]
