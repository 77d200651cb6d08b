import { expect } from 'vitest'
import { createActor } from 'xstate'
import type { conversationMachine, ConversationEvent } from '../../machines/conversationMachine.ts'
import type { Outcome } from '../../src/protocol/failure.ts'
import type { Conversation } from '../../src/protocol/resource/conversation.ts'
import { virtualClock } from '../support/virtualClock.ts'
import type { Scenario } from './proveChart.ts'
import { conversationIn, ended, foreignWord, left, refused, success, timedOut, unreachable } from './samples.ts'
import { begin, slot } from './slot.ts'

type Chart = typeof conversationMachine

const start = (machine: Chart) => {
  const clock = virtualClock()
  const leaving = slot<Outcome<void>, Conversation | undefined>()
  const actor = begin(createActor(machine.provide({ actors: { leaveConversation: leaving.logic } }), { clock }))
  return {
    leaving,
    clock,
    send: (event: ConversationEvent) => actor.send(event),
    follow: (state: string) => actor.send({ type: 'conversation.updated', conversation: conversationIn(state) }),
    leave: () => actor.send({ type: 'conversation.leave' }),
    snapshot: () => actor.getSnapshot(),
    value: () => actor.getSnapshot().value,
  }
}

const bringsIt = ['conversation.added', 'conversation.updated', 'conversation.restored'] as const

/** Every word of the wire, and the state that it leads to. */
const words = {
  Incoming: 'Incoming',
  Connecting: 'Connecting',
  Connected: 'Connected',
  Conferencing: 'Conferencing',
  InLobby: 'InLobby',
  Conferenced: 'Conferenced',
  Disconnecting: { Disconnecting: 'waiting' },
  Disconnected: 'Disconnected',
} as const

const following = bringsIt.flatMap((type) =>
  Object.entries(words).map(([to, value]): Scenario<Chart> => ({
    title: `goes from any state to ${to} when ${type} says so`,
    run: (machine) => {
      const fresh = start(machine)
      fresh.send({ type, conversation: conversationIn(to) })
      expect(fresh.value()).toEqual(value)

      for (const from of Object.keys(words)) {
        const { send, follow, snapshot } = start(machine)
        follow(from)
        send({ type, conversation: conversationIn(to), reason: ended })
        expect(snapshot().value).toEqual(value)
        expect(snapshot().context).toStrictEqual({
          conversation: conversationIn(to),
          reason: ended,
          refusal: undefined,
        })
      }
    },
  })),
)

const strangeWords = bringsIt.map((type): Scenario<Chart> => ({
  title: `stays where it is, with the new body, when ${type} says a word that nobody knows`,
  run: (machine) => {
    for (const [from, value] of Object.entries(words)) {
      const { send, follow, snapshot } = start(machine)
      follow(from)
      send({ type, conversation: conversationIn(foreignWord) })
      expect(snapshot().value).toEqual(value)
      expect(snapshot().context.conversation).toEqual(conversationIn(foreignWord))
    }
  },
}))

const whileLeaving = bringsIt.map((type): Scenario<Chart> => ({
  title: `keeps the DELETE running when ${type} brings anything but Disconnected`,
  run: (machine) => {
    for (const word of [...Object.keys(words), foreignWord].filter((other) => other !== 'Disconnected')) {
      const { send, follow, leave, leaving, snapshot } = start(machine)
      follow('Connected')
      leave()
      send({ type, conversation: conversationIn(word), reason: ended })
      expect(snapshot().value).toEqual({ Disconnecting: 'leaving' })
      expect(leaving.call().isAborted()).toBe(false)
      expect(snapshot().context).toStrictEqual({
        conversation: conversationIn(word),
        reason: ended,
        refusal: undefined,
      })
    }
  },
}))

const endWhileLeaving = bringsIt.map((type): Scenario<Chart> => ({
  title: `lets go of the DELETE when ${type} says Disconnected`,
  run: (machine) => {
    const { send, follow, leave, leaving, snapshot } = start(machine)
    follow('Connected')
    leave()
    send({ type, conversation: conversationIn('Disconnected'), reason: ended })
    expect(snapshot().value).toBe('Disconnected')
    expect(snapshot().context).toStrictEqual({
      conversation: conversationIn('Disconnected'),
      reason: ended,
      refusal: undefined,
    })
    expect(leaving.call().isAborted()).toBe(true)
  },
}))

const lastWords = (['conversation.deleted', 'gap.lost'] as const).map((type): Scenario<Chart> => ({
  title: `is over in every state on ${type}`,
  run: (machine) => {
    const fresh = start(machine)
    fresh.send({ type })
    expect(fresh.snapshot()).toMatchObject({ value: 'over', status: 'done' })

    for (const from of Object.keys(words)) {
      const { send, follow, snapshot } = start(machine)
      follow(from)
      send({ type })
      expect(snapshot()).toMatchObject({ value: 'over', status: 'done' })
    }

    const { send, follow, leave, leaving, snapshot } = start(machine)
    follow('Connected')
    leave()
    send({ type })
    expect(snapshot()).toMatchObject({ value: 'over', status: 'done' })
    expect(leaving.call().isAborted()).toBe(true)
  },
}))

export const scenarios: readonly Scenario<Chart>[] = [
  {
    title: 'begins unseen, with nothing known',
    run: (machine) => {
      const { snapshot } = start(machine)
      expect(snapshot()).toMatchObject({ value: 'unseen', status: 'active' })
      expect(snapshot().context).toStrictEqual({ conversation: undefined, reason: undefined, refusal: undefined })
    },
  },
  ...following,
  ...strangeWords,
  {
    title: 'keeps the reason of its end',
    run: (machine) => {
      const { send, snapshot } = start(machine)
      send({ type: 'conversation.updated', conversation: conversationIn('Conferenced') })
      send({ type: 'conversation.deleted', reason: ended })
      expect(snapshot().context.reason).toBe(ended)
    },
  },
  {
    title: 'keeps the reason of an earlier event where its end has none',
    run: (machine) => {
      const { send, snapshot } = start(machine)
      send({ type: 'conversation.updated', conversation: conversationIn('Disconnected'), reason: ended })
      send({ type: 'conversation.deleted' })
      expect(snapshot().context.reason).toBe(ended)
    },
  },
  {
    title: 'forgets the reason of an earlier event',
    run: (machine) => {
      const { send, follow, snapshot } = start(machine)
      send({ type: 'conversation.updated', conversation: conversationIn('Disconnected'), reason: ended })
      follow('Connected')
      expect(snapshot().context.reason).toBeUndefined()
      send({ type: 'conversation.updated', conversation: conversationIn('Connected'), reason: null })
      expect(snapshot().context).toStrictEqual({
        conversation: conversationIn('Connected'),
        reason: undefined,
        refusal: undefined,
      })
    },
  },
  {
    title: 'sends the DELETE with the last body from every state that may be left',
    run: (machine) => {
      for (const from of Object.keys(words).filter((word) => word !== 'Disconnected')) {
        const { follow, leave, leaving, value } = start(machine)
        follow(from)
        leave()
        expect(value()).toEqual({ Disconnecting: 'leaving' })
        expect(leaving.calls.map(({ input }) => input)).toEqual([conversationIn(from)])
      }
    },
  },
  {
    title: 'offers no leave before anything is seen, while it leaves or once Disconnected',
    run: (machine) => {
      const { follow, leave, leaving, snapshot } = start(machine)
      expect(snapshot().can({ type: 'conversation.leave' })).toBe(false)
      follow('Connected')
      expect(snapshot().can({ type: 'conversation.leave' })).toBe(true)
      leave()
      expect(snapshot().can({ type: 'conversation.leave' })).toBe(false)
      follow('Disconnected')
      expect(snapshot().can({ type: 'conversation.leave' })).toBe(false)
      expect(leaving.calls).toHaveLength(1)
    },
  },
  ...whileLeaving,
  ...endWhileLeaving,
  {
    title: 'waits for the event channel after the DELETE is answered',
    run: async (machine) => {
      const { follow, leave, leaving, snapshot } = start(machine)
      follow('Connected')
      leave()
      await leaving.call().answer(success)
      expect(snapshot().value).toEqual({ Disconnecting: 'left' })
      expect(snapshot().context).toStrictEqual({
        conversation: conversationIn('Connected'),
        reason: undefined,
        refusal: undefined,
      })
    },
  },
  {
    title: 'stays left, with the new body, whatever updated says but Disconnected',
    run: async (machine) => {
      for (const word of [...Object.keys(words), foreignWord].filter((other) => other !== 'Disconnected')) {
        const { send, follow, leave, leaving, snapshot } = start(machine)
        follow('Connected')
        leave()
        await leaving.call().answer(success)
        send({ type: 'conversation.updated', conversation: conversationIn(word), reason: ended })
        leave()
        expect(snapshot().value).toEqual({ Disconnecting: 'left' })
        expect(snapshot().context).toStrictEqual({
          conversation: conversationIn(word),
          reason: ended,
          refusal: undefined,
        })
        expect(leaving.calls).toHaveLength(1)
      }
    },
  },
  {
    title: 'is Disconnected once left and updated says so',
    run: async (machine) => {
      const { send, follow, leave, leaving, snapshot } = start(machine)
      follow('Connected')
      leave()
      await leaving.call().answer(success)
      send({ type: 'conversation.updated', conversation: conversationIn('Disconnected'), reason: ended })
      expect(snapshot().value).toBe('Disconnected')
      expect(snapshot().context).toMatchObject({ conversation: conversationIn('Disconnected'), reason: ended })
    },
  },
  {
    title: 'comes back after it was left where the server adds it anew or still lists it after a gap',
    run: async (machine) => {
      for (const type of ['conversation.added', 'conversation.restored'] as const) {
        const { send, follow, leave, leaving, value } = start(machine)
        follow('Connected')
        leave()
        await leaving.call().answer(success)
        send({ type, conversation: conversationIn('Connected') })
        expect(value()).toBe('Connected')
      }
    },
  },
  {
    title: 'waits for the event channel after the answer to the DELETE is lost',
    run: async (machine) => {
      for (const failure of [timedOut, unreachable]) {
        const { follow, leave, leaving, snapshot } = start(machine)
        follow('Connected')
        leave()
        await leaving.call().answer(left(failure))
        expect(snapshot().value).toEqual({ Disconnecting: 'waiting' })
        expect(snapshot().context.refusal).toBeUndefined()
      }
    },
  },
  {
    title: 'can be left again while it waits',
    run: async (machine) => {
      const { follow, leave, leaving, value } = start(machine)
      follow('Connected')
      leave()
      await leaving.call().answer(left(timedOut))
      leave()
      expect(value()).toEqual({ Disconnecting: 'leaving' })
      expect(leaving.calls).toHaveLength(2)
    },
  },
  {
    title: 'goes back to what the last body says after a refusal',
    run: async (machine) => {
      for (const [word, value] of Object.entries(words).filter(([other]) => other !== 'Disconnected')) {
        const { follow, leave, leaving, snapshot } = start(machine)
        follow(word)
        leave()
        await leaving.call().answer(left(refused(403)))
        expect(snapshot().value).toEqual(value)
        expect(snapshot().context).toStrictEqual({
          conversation: conversationIn(word),
          reason: undefined,
          refusal: refused(403),
        })
      }
    },
  },
  {
    title: 'goes back to a body that came during the DELETE',
    run: async (machine) => {
      const { follow, leave, leaving, value } = start(machine)
      follow('Conferencing')
      leave()
      follow('Conferenced')
      await leaving.call().answer(left(refused(403)))
      expect(value()).toBe('Conferenced')
    },
  },
  {
    title: 'goes back to Connected where the last body says a word that nobody knows',
    run: async (machine) => {
      const { follow, leave, leaving, value } = start(machine)
      follow('Conferenced')
      follow(foreignWord)
      leave()
      await leaving.call().answer(left(refused(403)))
      expect(value()).toBe('Connected')
    },
  },
  {
    title: 'forgets a refusal at the next attempt, from every state',
    run: async (machine) => {
      for (const word of Object.keys(words).filter((other) => other !== 'Disconnected')) {
        const { follow, leave, leaving, snapshot } = start(machine)
        follow(word)
        leave()
        await leaving.call().answer(left(refused(403)))
        leave()
        expect(snapshot().context.refusal).toBeUndefined()
        expect(leaving.calls).toHaveLength(2)
      }
    },
  },
  {
    title: 'forgets a refusal at the next event',
    run: async (machine) => {
      const { follow, leave, leaving, snapshot } = start(machine)
      follow('Connected')
      leave()
      await leaving.call().answer(left(refused(403)))
      follow('Connected')
      expect(snapshot().context.refusal).toBeUndefined()
    },
  },
  ...lastWords,
  {
    title: 'lingers for a minute after Disconnected',
    run: async (machine) => {
      const { follow, clock, snapshot } = start(machine)
      follow('Disconnected')
      await clock.advance(59_999)
      expect(snapshot()).toMatchObject({ value: 'Disconnected', status: 'active' })
      await clock.advance(1)
      expect(snapshot()).toMatchObject({ value: 'over', status: 'done' })
    },
  },
  {
    title: 'does not end by itself when it is connected again in time',
    run: async (machine) => {
      const { follow, clock, value } = start(machine)
      follow('Disconnected')
      await clock.advance(30_000)
      follow('Connected')
      await clock.advance(600_000)
      expect(value()).toBe('Connected')
      expect(clock.pending()).toBe(0)
    },
  },
  {
    title: 'breaks when its slot throws',
    run: async (machine) => {
      const { follow, leave, leaving, snapshot } = start(machine)
      follow('Connected')
      leave()
      await leaving.call().break(new Error('a defect'))
      expect(snapshot()).toMatchObject({ status: 'error', error: new Error('a defect') })
    },
  },
]
