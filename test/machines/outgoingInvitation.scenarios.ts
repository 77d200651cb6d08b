import { expect } from 'vitest'
import { createActor } from 'xstate'
import type {
  OutgoingInvitationEvent,
  outgoingInvitationMachine,
  Taken,
} from '../../machines/outgoingInvitationMachine.ts'
import type { Outcome } from '../../src/protocol/failure.ts'
import type { MessagingInvitation } from '../../src/protocol/resource/messagingInvitation.ts'
import { completedAs, completions } from './completions.ts'
import type { Scenario } from './proveChart.ts'
import { foreignWord, invitationIn, left, refused, right, success, timedOut, unreachable } from './samples.ts'
import { begin, slot } from './slot.ts'

type Chart = typeof outgoingInvitationMachine

const rel = 'messagingInvitation'

const start = (machine: Chart) => {
  const request = slot<Outcome<Taken>, { readonly operationId: string }>()
  const cancelling = slot<Outcome<void>, MessagingInvitation | undefined>()
  const silence = slot<void, undefined>()
  const actor = begin(
    createActor(
      machine.provide({
        actors: { request: request.logic, cancelInvitation: cancelling.logic, silence: silence.logic },
      }),
      { input: { operationId: 'a1' } },
    ),
  )
  const started = (invitation: MessagingInvitation) => actor.send({ type: 'invitation.started', rel, invitation })
  return {
    request,
    cancelling,
    silence,
    started,
    send: (event: OutgoingInvitationEvent) => actor.send(event),
    cancel: () => {
      started(invitationIn('Alerting', 'cancel'))
      actor.send({ type: 'invitation.cancel' })
    },
    snapshot: () => actor.getSnapshot(),
    context: () => actor.getSnapshot().context,
    /** The states of one region. */
    region: (name: 'request' | 'progress' | 'withdrawal') => {
      const { value } = actor.getSnapshot()
      return typeof value === 'string' ? value : value.open[name]
    },
  }
}

type Running = ReturnType<typeof start>

const fresh = {
  operationId: 'a1',
  invitation: undefined,
  location: undefined,
  result: 'lost',
  reason: undefined,
  refusal: undefined,
}

const words = [
  'Connecting',
  'Alerting',
  'TeamRing',
  'Forwarded',
  'Connected',
  'Declined',
  'Cancelled',
  'Failed',
] as const

/** Every state of the region `request`, and how to get there. */
const positions: readonly (readonly [string, (chart: Running) => Promise<void> | void])[] = [
  ['sending', () => undefined],
  ['acknowledged', ({ request }) => request.call().answer(right({ location: '/invitations/1' }))],
  ['unknown', ({ request }) => request.call().answer(left(timedOut))],
  [
    'refused',
    ({ request, started }) => {
      started(invitationIn('Connecting'))
      return request.call().answer(left(refused(409)))
    },
  ],
]

const following = (['invitation.started', 'invitation.updated'] as const).flatMap((type) =>
  words.map((to): Scenario<Chart> => ({
    title: `goes from any state to ${to} when ${type} says so`,
    run: (machine) => {
      for (const from of [undefined, ...words]) {
        const { send, started, region, context, request, snapshot } = start(machine)
        if (from !== undefined) started(invitationIn(from))
        send({ type, rel, invitation: invitationIn(to, 'cancel'), reason: { code: 'Conflict' } })
        expect(snapshot().value).toEqual({ open: { request: 'sending', progress: to, withdrawal: 'idle' } })
        expect(region('progress')).toBe(to)
        expect(context()).toStrictEqual({
          ...fresh,
          invitation: invitationIn(to, 'cancel'),
          reason: { code: 'Conflict' },
        })
        expect(request.call().isAborted()).toBe(false)
      }
    },
  })),
)

const strangeWords = (['invitation.started', 'invitation.updated'] as const).map((type): Scenario<Chart> => ({
  title: `stays where it is, with the new body, when ${type} says a word that nobody knows`,
  run: (machine) => {
    for (const from of [undefined, ...words]) {
      const { send, started, region, context } = start(machine)
      if (from !== undefined) started(invitationIn(from))
      send({ type, rel, invitation: invitationIn(foreignWord), reason: null })
      expect(region('progress')).toBe(from ?? 'unseen')
      expect(context()).toStrictEqual({ ...fresh, invitation: invitationIn(foreignWord) })
    }
  },
}))

/** Every state of every region: how far the request is, what the wire said last, and whether it is being withdrawn. */
const openStates: readonly ((chart: Running) => Promise<void> | void)[] = [
  ...positions.map(([, go]) => go),
  ...words.map(
    (word) =>
      ({ started }: Running): void =>
        started(invitationIn(word)),
  ),
  ({ cancel }) => cancel(),
]

const endings = completions.map(({ means, status, state, subcode, result }): Scenario<Chart> => ({
  title: `ends ${result} in every state after ${means}`,
  run: async (machine) => {
    for (const go of openStates) {
      const chart = start(machine)
      await go(chart)
      chart.send(completedAs({ status, state, subcode }))
      const { invitation, reason } = completedAs({ status, state, subcode })
      expect(chart.snapshot()).toMatchObject({ value: 'over', status: 'done', output: result })
      expect(chart.context()).toMatchObject({ result, invitation })
      expect(chart.context().reason).toEqual(reason)
    }
  },
}))

export const scenarios: readonly Scenario<Chart>[] = [
  {
    title: 'knows four states of the request',
    run: async (machine) => {
      for (const [value, go] of positions) {
        const chart = start(machine)
        await go(chart)
        expect(chart.region('request')).toBe(value)
      }
    },
  },
  {
    title: 'sends one POST, named by its operationId',
    run: (machine) => {
      const { request, cancelling, silence, snapshot, context } = start(machine)
      expect(snapshot()).toMatchObject({
        value: { open: { request: 'sending', progress: 'unseen', withdrawal: 'idle' } },
        status: 'active',
      })
      expect(context()).toStrictEqual(fresh)
      expect(request.calls.map(({ input }) => input)).toStrictEqual([{ operationId: 'a1' }])
      expect([...cancelling.calls, ...silence.calls]).toEqual([])
    },
  },
  {
    title: 'is acknowledged, at its Location, by the 201',
    run: async (machine) => {
      const { request, region, context } = start(machine)
      await request.call().answer(right({ location: '/invitations/1' }))
      expect(region('request')).toBe('acknowledged')
      expect(region('progress')).toBe('unseen')
      expect(context()).toStrictEqual({ ...fresh, location: '/invitations/1' })
    },
  },
  {
    title: 'keeps the POST running when started beats the 201',
    run: async (machine) => {
      const { request, started, region, context } = start(machine)
      started(invitationIn('Connecting'))
      expect(region('request')).toBe('sending')
      expect(request.call().isAborted()).toBe(false)
      await request.call().answer(right({ location: '/invitations/1' }))
      expect(region('request')).toBe('acknowledged')
      expect(context()).toStrictEqual({
        ...fresh,
        invitation: invitationIn('Connecting'),
        location: '/invitations/1',
      })
    },
  },
  ...following,
  ...strangeWords,
  {
    title: 'ends as notStarted when the POST is refused before anything is seen',
    run: async (machine) => {
      const { request, snapshot } = start(machine)
      await request.call().answer(left(refused(409, 'ThreadIdAlreadyExists')))
      expect(snapshot()).toMatchObject({ value: 'over', status: 'done', output: 'notStarted' })
      expect(snapshot().context).toStrictEqual({
        ...fresh,
        result: 'notStarted',
        refusal: refused(409, 'ThreadIdAlreadyExists'),
      })
    },
  },
  {
    title: 'goes on when the POST is refused though its event was seen',
    run: async (machine) => {
      const { request, started, snapshot, region, context } = start(machine)
      started(invitationIn('Connecting'))
      await request.call().answer(left(refused(409)))
      expect(snapshot().status).toBe('active')
      expect(region('request')).toBe('refused')
      expect(context()).toStrictEqual({ ...fresh, invitation: invitationIn('Connecting') })
    },
  },
  {
    title: 'is unknown while it listens, after the answer is lost',
    run: async (machine) => {
      for (const failure of [timedOut, unreachable]) {
        const { request, silence, region, context } = start(machine)
        await request.call().answer(left(failure))
        expect(region('request')).toBe('unknown')
        expect(context()).toStrictEqual({ ...fresh, refusal: failure })
        expect(silence.calls).toHaveLength(1)
        expect(request.calls).toHaveLength(1)
      }
    },
  },
  {
    title: 'is acknowledged by an event after the answer is lost',
    run: async (machine) => {
      for (const type of ['invitation.started', 'invitation.updated'] as const) {
        const { request, silence, send, region, context } = start(machine)
        await request.call().answer(left(timedOut))
        send({ type, rel, invitation: invitationIn('Connecting') })
        expect(region('request')).toBe('acknowledged')
        expect(region('progress')).toBe('Connecting')
        expect(silence.call().isAborted()).toBe(true)
        expect(context()).toStrictEqual({ ...fresh, invitation: invitationIn('Connecting') })
      }
    },
  },
  {
    title: 'is acknowledged when the answer is lost after an event',
    run: async (machine) => {
      const { request, started, region, context, silence } = start(machine)
      started(invitationIn('Connecting'))
      await request.call().answer(left(timedOut))
      expect(region('request')).toBe('acknowledged')
      expect(silence.calls.filter(({ isAborted }) => !isAborted())).toEqual([])
      expect(context()).toStrictEqual({ ...fresh, invitation: invitationIn('Connecting') })
    },
  },
  {
    title: 'is lost after a long silence',
    run: async (machine) => {
      const { request, silence, snapshot } = start(machine)
      await request.call().answer(left(timedOut))
      await silence.call().answer()
      expect(snapshot()).toMatchObject({ value: 'over', status: 'done', output: 'lost' })
      expect(snapshot().context).toStrictEqual({ ...fresh, refusal: timedOut })
    },
  },
  ...endings,
  {
    title: 'lets go of its requests when it completes',
    run: (machine) => {
      const { request, cancel, cancelling, send } = start(machine)
      cancel()
      send(completedAs({ status: 'Success', state: 'Connected' }))
      expect(request.call().isAborted()).toBe(true)
      expect(cancelling.call().isAborted()).toBe(true)
    },
  },
  {
    title: 'is lost in every state with a gap',
    run: async (machine) => {
      for (const go of openStates) {
        const chart = start(machine)
        await go(chart)
        chart.send({ type: 'gap.lost' })
        expect(chart.snapshot()).toMatchObject({ value: 'over', status: 'done', output: 'lost' })
      }
    },
  },
  {
    title: 'sends the POST of cancel with the last body, beside the first one',
    run: (machine) => {
      const { request, cancel, cancelling, region } = start(machine)
      cancel()
      expect(region('withdrawal')).toBe('cancelling')
      expect(region('progress')).toBe('Alerting')
      expect(cancelling.calls.map(({ input }) => input)).toEqual([invitationIn('Alerting', 'cancel')])
      expect(request.call().isAborted()).toBe(false)
    },
  },
  {
    title: 'cannot be cancelled without the link',
    run: (machine) => {
      const { send, started, snapshot, cancelling } = start(machine)
      expect(snapshot().can({ type: 'invitation.cancel' })).toBe(false)
      started(invitationIn('Connecting'))
      expect(snapshot().can({ type: 'invitation.cancel' })).toBe(false)
      send({ type: 'invitation.cancel' })
      expect(cancelling.calls).toEqual([])
    },
  },
  {
    title: 'cannot be cancelled twice at a time',
    run: (machine) => {
      const { cancel, snapshot } = start(machine)
      cancel()
      expect(snapshot().can({ type: 'invitation.cancel' })).toBe(false)
    },
  },
  {
    title: 'rings on, and can be cancelled again, where the server says that nobody has withdrawn it',
    run: async (machine) => {
      const { cancel, cancelling, send, region, context } = start(machine)
      cancel()
      await cancelling.call().answer(left(timedOut))
      send({ type: 'invitation.ringsOn', failure: timedOut })
      expect([region('withdrawal'), context().refusal]).toEqual(['idle', timedOut])
      cancel()
      expect([region('withdrawal'), context().refusal]).toEqual(['cancelling', undefined])
      expect(cancelling.calls).toHaveLength(2)
    },
  },
  {
    title: 'is not cancelled by the answer to the POST',
    run: async (machine) => {
      for (const answer of [success, left(timedOut), left(unreachable)]) {
        const { cancel, cancelling, snapshot, region, context } = start(machine)
        cancel()
        await cancelling.call().answer(answer)
        expect(snapshot().status).toBe('active')
        expect(region('withdrawal')).toBe('cancelling')
        expect(context().refusal).toBeUndefined()
      }
    },
  },
  {
    title: 'can be cancelled again after a refusal, which is forgotten then',
    run: async (machine) => {
      const { cancel, cancelling, region, context } = start(machine)
      cancel()
      await cancelling.call().answer(left(refused(409)))
      expect(region('withdrawal')).toBe('idle')
      expect(context()).toStrictEqual({
        ...fresh,
        invitation: invitationIn('Alerting', 'cancel'),
        refusal: refused(409),
      })
      cancel()
      expect(region('withdrawal')).toBe('cancelling')
      expect(context().refusal).toBeUndefined()
      expect(cancelling.calls).toHaveLength(2)
    },
  },
  {
    title: 'breaks when its slot throws',
    run: async (machine) => {
      const { request, snapshot } = start(machine)
      await request.call().break(new Error('a defect'))
      expect(snapshot()).toMatchObject({ status: 'error', error: new Error('a defect') })
    },
  },
]
