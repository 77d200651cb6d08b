import { expect, test } from 'vitest'
import { fromPromise, setup } from 'xstate'
import { pathsOf, type Move } from './pathsOf.ts'

const knocking = setup({
  actors: { answer: fromPromise<boolean>(() => Promise.reject(new Error('nobody is there'))) },
  guards: { isHome: (_, home: boolean) => home },
}).createMachine({
  id: 'knocking',
  initial: 'idle',
  on: { leave: '.idle' },
  states: {
    idle: { on: { knock: 'waiting' } },
    waiting: {
      invoke: {
        id: 'answer',
        src: 'answer',
        onDone: { guard: { type: 'isHome', params: ({ event }) => event.output }, target: 'inside' },
      },
    },
    inside: { type: 'final' },
  },
})

const moves: readonly Move[] = [
  { says: 'she knocks', event: { type: 'knock' } },
  { says: 'somebody answers', event: { type: 'xstate.done.actor.answer', output: true } as Move['event'] },
  { says: 'nobody answers', event: { type: 'xstate.done.actor.answer', output: false } as Move['event'] },
  { says: 'she leaves', event: { type: 'leave' }, ends: true },
]

const options = {
  input: undefined,
  moves,
  facts: ({ value }: { readonly value: string }) => value,
}

test('crosses every edge, self-transitions included, through an invoke', () => {
  expect(pathsOf(knocking, options).map(({ sentence }) => sentence)).toEqual([
    'she knocks, then somebody answers',
    'she knocks, then nobody answers',
    'she knocks, then she leaves',
    'she leaves',
  ])
})

test('tries one of the moves that are alike', () => {
  const dog = { says: 'the dog answers', event: { type: 'xstate.done.actor.answer', output: false } as Move['event'] }
  const likeness = (_: unknown, { event }: Move) => event.type
  const sentences = pathsOf(knocking, { ...options, moves: [...moves, dog], likeness }).map(({ sentence }) => sentence)
  expect(sentences).not.toContain('she knocks, then the dog answers')
})

test('acts before it compares, from the first state on', async () => {
  const seen: string[] = []
  const [path] = pathsOf(knocking, { ...options, moves: moves.slice(0, 2) })
  await path?.run({
    act: ({ says }) => Promise.resolve(void seen.push(says)),
    agree: ({ value }) => Promise.resolve(void seen.push(value)),
  })
  expect(seen).toEqual(['idle', 'she knocks', 'waiting', 'somebody answers', 'inside'])
})

test('tells snapshots apart by what happens beside the machine', () => {
  const aside = (before: string, { event }: Move) => (event.type === 'ring' ? 'the bell rings' : before)
  const ring = { says: 'she rings', event: { type: 'ring' }, anytime: true }
  const sentences = pathsOf(knocking, { ...options, moves: [...moves, ring], aside }).map(({ sentence }) => sentence)
  expect(sentences).toContain('she knocks, then she rings, then somebody answers')
})

test('makes no move that the world cannot make', () => {
  const isPossible = ({ event }: Move, { value }: { readonly value: string }) =>
    event.type !== 'leave' || value === 'waiting'
  expect(pathsOf(knocking, { ...options, isPossible }).map(({ sentence }) => sentence)).toEqual([
    'she knocks, then somebody answers',
    'she knocks, then nobody answers',
    'she knocks, then she leaves',
  ])
})
