import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import type { CreatedApplication } from '../../machines/sessionEvent.ts'
import type { Outcome, SignInFailure } from '../../src/protocol/failure.ts'
import { Creation } from '../../src/runtime/creation.ts'
import { drain } from '../support/virtualClock.ts'

const application: CreatedApplication = {
  application: { _links: { self: { href: '/1' } } },
  url: '/1',
  events: '/1/events',
  isNew: true,
}
const failure: SignInFailure = { name: 'NoLink', resource: 'application', link: 'events' }

/** A request that makes an application, for a step of signing in. */
const creating = () => {
  const closing = new AbortController()
  const creation = new Creation(closing.signal)
  const step = new AbortController()
  const signals: AbortSignal[] = []
  let answer: (outcome: Outcome<CreatedApplication, SignInFailure>) => void = () => undefined
  const outcome = creation.run((signal) => {
    signals.push(signal)
    return new Promise<Outcome<CreatedApplication, SignInFailure>>((resolve) => (answer = resolve))
  }, step.signal)
  return {
    creation,
    closing,
    step,
    outcome,
    answer: (given: Outcome<CreatedApplication, SignInFailure>) => answer(given),
    isAborted: () => signals.map(({ aborted }) => aborted),
  }
}

const patience = new AbortController().signal

test('gives its step the answer', async () => {
  const { answer, outcome } = creating()
  answer(E.right(application))
  expect(await outcome).toEqual(E.right(application))
})

test('is given up with its step', async () => {
  const { step, isAborted } = creating()
  step.abort()
  await drain()
  expect(isAborted()).toEqual([true])
})

test('is given up at once as the client is closed', () => {
  const { closing, step, isAborted } = creating()
  step.abort()
  closing.abort()
  expect(isAborted()).toEqual([true])
})

test('goes on for whoever asks for what it makes as its step is given up', async () => {
  const { creation, step, answer, isAborted } = creating()
  step.abort()
  const made = creation.made(patience)
  await drain()
  const before = isAborted()
  answer(E.right(application))
  expect([before, await made]).toEqual([[false], application])
})

test('has made nothing where it fails', async () => {
  const { creation, step, answer } = creating()
  step.abort()
  const made = creation.made(patience)
  answer(E.left(failure))
  expect(await made).toBeUndefined()
})

test('is given up by whoever waited for it', async () => {
  const { creation, step, isAborted } = creating()
  const waiting = new AbortController()
  step.abort()
  void creation.made(waiting.signal)
  await drain()
  waiting.abort()
  expect(isAborted()).toEqual([true])
})

test('that has its answer has nothing more to give', async () => {
  const { creation, answer, outcome } = creating()
  answer(E.right(application))
  await outcome
  expect(await creation.made(patience)).toBeUndefined()
})

test('that has its answer is not given up with its step', async () => {
  const { step, answer, outcome, isAborted } = creating()
  answer(E.right(application))
  await outcome
  step.abort()
  await drain()
  expect(isAborted()).toEqual([false])
})

test('is not forgotten by the late answer to the one before', async () => {
  const { creation, outcome, answer } = creating()
  const next = new AbortController()
  let answerNext: (outcome: Outcome<CreatedApplication, SignInFailure>) => void = () => undefined
  void creation.run(
    () => new Promise<Outcome<CreatedApplication, SignInFailure>>((resolve) => (answerNext = resolve)),
    next.signal,
  )
  answer(E.left(failure))
  await outcome
  next.abort()
  const made = creation.made(patience)
  answerNext(E.right(application))
  expect(await made).toEqual(application)
})
