import { expect } from 'vitest'
import type { SignInFailure } from '../../src/protocol/failure.ts'
import type { Scenario } from './proveChart.ts'
import { refused, right, timedOut, unreachable } from './samples.ts'
import {
  applications,
  available,
  blank,
  created,
  final,
  found,
  goToAuthenticating,
  goToAvailable,
  goToCreating,
  goToDiscovering,
  goToHidden,
  goToLurking,
  hidden,
  lurking,
  online,
  setback,
  start,
  user,
  type Chart,
  type Running,
} from './sessionRun.ts'

const wrongPassword: SignInFailure = { name: 'TokenRefused', error: 'invalid_grant', description: 'no' }

/** Asks for a pause itself. */
const patient: SignInFailure = { ...refused(503), retryAfter: 4000 }

/** The steps of signing in: how to get there, and how to answer. */
const steps: readonly {
  readonly value: string
  readonly go: (session: Running) => Promise<void> | void
  readonly step: (session: Running) => Running['discoverRoot'] | Running['readUser'] | Running['createApplication']
  readonly known: object
}[] = [
  { value: 'discovering', go: goToDiscovering, step: (session) => session.discoverRoot, known: blank },
  { value: 'authenticating', go: goToAuthenticating, step: (session) => session.readUser, known: { ...blank, user } },
  { value: 'creating', go: goToCreating, step: (session) => session.createApplication, known: found },
]

const failing = steps.flatMap(({ value, go, step, known }): readonly Scenario<Chart>[] => [
  {
    title: `waits in ${value} as long as the setback says, then tries the same step again`,
    run: async (machine) => {
      const session = start(machine)
      await go(session)
      await step(session).call().answer(setback(timedOut))
      expect(session.value()).toBe('waiting')
      expect(session.context()).toStrictEqual({
        ...known,
        attempt: 1,
        retry: { in: 4000, at: 123_000 },
        failure: timedOut,
      })
      await session.clock.advance(3999)
      expect(session.value()).toBe('waiting')
      await session.clock.advance(1)
      expect(session.value()).toBe(value)
      expect(step(session).call().input).toMatchObject({ attempt: 1, recovering: false })
      await step(session).call().answer(setback(unreachable, 9000))
      expect(session.context()).toStrictEqual({
        ...known,
        attempt: 2,
        retry: { in: 9000, at: 123_000 },
        failure: unreachable,
      })
    },
  },
  {
    title: `tries ${value} again as soon as the machine is awake`,
    run: async (machine) => {
      const session = start(machine)
      await go(session)
      await step(session).call().answer(setback(timedOut))
      session.send({ type: 'session.wake' })
      expect(session.value()).toBe(value)
      expect(step(session).calls).toHaveLength(2)
    },
  },
  {
    title: `waits in ${value} as long as the server asked, awake or not`,
    run: async (machine) => {
      const session = start(machine)
      await go(session)
      await step(session).call().answer(setback(patient))
      session.send({ type: 'session.wake' })
      expect(session.value()).toBe('waiting')
      expect(session.context()).toMatchObject({ attempt: 1, failure: patient })
      await session.clock.advance(4000)
      expect(session.value()).toBe(value)
    },
  },
  {
    title: `fails in ${value}, without another try, when the failure is final`,
    run: async (machine) => {
      const session = start(machine)
      await go(session)
      await step(session).call().answer(final(wrongPassword))
      expect(session.snapshot()).toMatchObject({ value: 'failed', status: 'active' })
      expect(session.context()).toStrictEqual({ ...blank, attempt: 1, failure: wrongPassword })
      await session.clock.advance(3_600_000)
      expect(session.value()).toBe('failed')
      expect(step(session).calls).toHaveLength(1)
    },
  },
])

const givenUp = steps.slice(0, -1).map(({ value, go, step }): Scenario<Chart> => ({
  title: `gives up ${value} at a sign-out`,
  run: async (machine) => {
    const session = start(machine)
    await go(session)
    session.send({ type: 'session.signOut' })
    expect(session.value()).toBe('signedOut')
    expect(session.context()).toStrictEqual(blank)
    expect(step(session).call().isAborted()).toBe(true)
    expect(session.deleteApplication.calls).toEqual([])
  },
}))

const leaving: Scenario<Chart> = {
  title: 'sees to what is being created at a sign-out',
  run: async (machine) => {
    const session = start(machine)
    await goToCreating(session)
    session.send({ type: 'session.signOut' })
    expect(session.value()).toBe('signingOut')
    expect(session.createApplication.call().isAborted()).toBe(true)
    expect(session.deleteApplication.calls.map(({ input }) => input)).toStrictEqual([{ created: undefined }])
    await session.deleteApplication.call().answer(right(undefined))
    expect([session.value(), session.context()]).toEqual(['signedOut', blank])
  },
}

const lastTries = steps.slice(1).flatMap(({ value, go, step, known }): readonly Scenario<Chart>[] => [
  {
    title: `keeps what was found after four failures of ${value}`,
    run: async (machine) => {
      for (const failure of [timedOut, unreachable, refused(502)]) {
        const session = start(machine)
        await go(session)
        for (let failures = 0; failures < 4; failures++) {
          await session.clock.advance(4000)
          await step(session).call().answer(setback(failure))
        }
        expect(session.context()).toMatchObject({ ...known, attempt: 4, retry: { in: 4000 }, failure })
      }
    },
  },
  {
    title: `looks for another host at the fifth failure of ${value} to get through`,
    run: async (machine) => {
      for (const failure of [timedOut, unreachable, refused(502)]) {
        const session = start(machine)
        await go(session)
        for (let failures = 0; failures < 5; failures++) {
          await session.clock.advance(4000)
          await step(session).call().answer(setback(failure))
        }
        expect(session.value()).toBe('waiting')
        expect(session.context()).toStrictEqual({
          ...blank,
          attempt: 5,
          retry: { in: 4000, at: 123_000 },
          failure,
        })
        await session.clock.advance(4000)
        expect(session.value()).toBe('discovering')
        expect(session.discoverRoot.call().input).toStrictEqual({ attempt: 5, recovering: false })
      }
    },
  },
  {
    title: `stays with a host that answers ${value} with another refusal, however often`,
    run: async (machine) => {
      for (const failure of [refused(503), refused(429)]) {
        const session = start(machine)
        await go(session)
        for (let failures = 0; failures < 9; failures++) {
          await session.clock.advance(4000)
          await step(session).call().answer(setback(failure))
        }
        expect(session.context()).toMatchObject({ ...known, attempt: 9, retry: { in: 4000 }, failure })
      }
    },
  },
  {
    title: `fails in ${value} at the fifth failure when that is final`,
    run: async (machine) => {
      const session = start(machine)
      await go(session)
      for (let failures = 0; failures < 4; failures++) {
        await step(session).call().answer(setback(timedOut))
        await session.clock.advance(4000)
      }
      await step(session).call().answer(final(timedOut))
      expect(session.value()).toBe('failed')
    },
  },
])

export const signingIn: readonly Scenario<Chart>[] = [
  {
    title: 'begins signed out, with nothing known',
    run: (machine) => {
      const session = start(machine)
      expect(session.snapshot()).toMatchObject({ value: 'signedOut', status: 'active' })
      expect(session.context()).toStrictEqual(blank)
      expect(session.discoverRoot.calls).toEqual([])
    },
  },
  {
    title: 'discovers at a sign-in',
    run: (machine) => {
      const session = start(machine)
      goToDiscovering(session)
      expect(session.value()).toBe('discovering')
      expect(session.discoverRoot.calls.map(({ input }) => input)).toStrictEqual([{ attempt: 0, recovering: false }])
    },
  },
  {
    title: 'authenticates at the user that was discovered',
    run: async (machine) => {
      const session = start(machine)
      await goToAuthenticating(session)
      expect(session.value()).toBe('authenticating')
      expect(session.context()).toStrictEqual({ ...blank, user })
      expect(session.readUser.calls.map(({ input }) => input)).toStrictEqual([{ attempt: 0, recovering: false, user }])
    },
  },
  {
    title: 'creates an application where the user says',
    run: async (machine) => {
      const session = start(machine)
      await goToCreating(session)
      expect(session.value()).toBe('creating')
      expect(session.context()).toStrictEqual(found)
      expect(session.createApplication.calls.map(({ input }) => input)).toStrictEqual([
        { attempt: 0, recovering: false, applications },
      ])
    },
  },
  {
    title: 'polls the new application while it asks to be available',
    run: async (machine) => {
      const session = start(machine)
      await goToLurking(session)
      expect(session.value()).toEqual(lurking)
      expect(session.context()).toStrictEqual(online)
      expect(session.channels.map(({ events }) => events)).toEqual([created.events])
      expect(session.isPolling()).toBe(true)
      expect(session.makeMeAvailable.calls.map(({ input }) => input)).toStrictEqual([
        { attempt: 0, recovering: true, created },
      ])
    },
  },
  {
    title: 'is available, on the same channel, once it has asked',
    run: async (machine) => {
      const session = start(machine)
      await goToAvailable(session)
      expect(session.value()).toEqual(available)
      expect(session.context()).toStrictEqual(online)
      expect(session.channels).toHaveLength(1)
      expect(session.isPolling()).toBe(true)
    },
  },
  ...failing,
  ...givenUp,
  leaving,
  ...lastTries,
  {
    title: 'forgets earlier setbacks when the application is created',
    run: async (machine) => {
      const session = start(machine)
      await goToCreating(session)
      await session.createApplication.call().answer(setback(timedOut))
      await session.clock.advance(4000)
      await session.createApplication.call().answer(right(created))
      expect(session.context()).toStrictEqual(online)
    },
  },
  {
    title: 'gives up waiting at a sign-out',
    run: async (machine) => {
      const session = start(machine)
      await goToCreating(session)
      await session.createApplication.call().answer(setback(timedOut))
      session.send({ type: 'session.signOut' })
      expect(session.value()).toBe('signedOut')
      expect(session.context()).toStrictEqual(blank)
      await session.clock.advance(60_000)
      expect(session.value()).toBe('signedOut')
    },
  },
  {
    title: 'pauses as long as the setback says before it asks again to be available',
    run: async (machine) => {
      const session = start(machine)
      await goToLurking(session)
      await session.makeMeAvailable.call().answer(setback(timedOut))
      expect(session.value()).toEqual({ created: { lurking: 'pausing' } })
      expect(session.context()).toStrictEqual({
        ...online,
        attempt: 1,
        retry: { in: 4000, at: 123_000 },
        failure: timedOut,
      })
      await session.clock.advance(3999)
      expect(session.value()).toEqual({ created: { lurking: 'pausing' } })
      await session.clock.advance(1)
      expect(session.value()).toEqual(lurking)
      expect(session.makeMeAvailable.call().input).toStrictEqual({ attempt: 1, recovering: true, created })
      expect(session.channels).toHaveLength(1)
      await session.makeMeAvailable.call().answer(right('available'))
      expect(session.value()).toEqual(available)
      expect(session.context()).toStrictEqual(online)
    },
  },
  {
    title: 'asks again to be available as soon as the machine is awake',
    run: async (machine) => {
      const session = start(machine)
      await goToLurking(session)
      for (const failure of [timedOut, refused(503)]) {
        await session.makeMeAvailable.call().answer(setback(failure))
        session.send({ type: 'session.wake' })
        expect(session.value()).toEqual(lurking)
      }
      expect(session.makeMeAvailable.calls).toHaveLength(3)
    },
  },
  {
    title: 'pauses before it asks again as long as the server asked, awake or not',
    run: async (machine) => {
      const session = start(machine)
      await goToLurking(session)
      await session.makeMeAvailable.call().answer(setback(patient))
      session.send({ type: 'session.wake' })
      expect(session.value()).toEqual({ created: { lurking: 'pausing' } })
      await session.clock.advance(4000)
      expect(session.value()).toEqual(lurking)
    },
  },
  {
    title: 'stays hidden, on the same channel, when it is not to be available',
    run: async (machine) => {
      const session = start(machine)
      await goToHidden(session)
      expect(session.value()).toEqual(hidden)
      expect(session.context()).toStrictEqual(online)
      await session.clock.advance(3_600_000)
      expect(session.value()).toEqual(hidden)
      expect(session.channels).toHaveLength(1)
      expect(session.isPolling()).toBe(true)
      expect([session.makeMeAvailable.calls.length, session.reportMyActivity.calls.length]).toEqual([1, 0])
    },
  },
  {
    title: 'forgets earlier setbacks when it stays hidden',
    run: async (machine) => {
      const session = start(machine)
      await goToLurking(session)
      await session.makeMeAvailable.call().answer(setback(timedOut))
      await session.clock.advance(4000)
      await session.makeMeAvailable.call().answer(right('lurking'))
      expect(session.value()).toEqual(hidden)
      expect(session.context()).toStrictEqual(online)
    },
  },
  {
    title: 'fails when it may not be available',
    run: async (machine) => {
      const session = start(machine)
      await goToLurking(session)
      await session.makeMeAvailable.call().answer(final(refused(403)))
      expect(session.value()).toBe('failed')
      expect(session.context()).toStrictEqual({ ...blank, attempt: 1, failure: refused(403) })
      expect(session.isPolling()).toBe(false)
    },
  },
  {
    title: 'begins anew at a sign-in after it failed',
    run: async (machine) => {
      const session = start(machine)
      goToDiscovering(session)
      await session.discoverRoot.call().answer(final(wrongPassword))
      session.send({ type: 'session.signIn' })
      expect(session.value()).toBe('discovering')
      expect(session.context()).toStrictEqual(blank)
      expect(session.discoverRoot.call().input).toStrictEqual({ attempt: 0, recovering: false })
    },
  },
  {
    title: 'is signed out at a sign-out after it failed',
    run: async (machine) => {
      const session = start(machine)
      goToDiscovering(session)
      await session.discoverRoot.call().answer(final(wrongPassword))
      session.send({ type: 'session.signOut' })
      expect(session.value()).toBe('signedOut')
      expect(session.context()).toStrictEqual(blank)
    },
  },
  {
    title: 'breaks when a slot throws',
    run: async (machine) => {
      const session = start(machine)
      goToDiscovering(session)
      await session.discoverRoot.call().break(new Error('a defect'))
      expect(session.snapshot()).toMatchObject({ status: 'error', error: new Error('a defect') })
    },
  },
]
