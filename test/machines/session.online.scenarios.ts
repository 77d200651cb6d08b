import { expect } from 'vitest'
import type { Failure, Refused } from '../../src/protocol/failure.ts'
import type { Scenario } from './proveChart.ts'
import { left, refused, right, success, timedOut, unreachable } from './samples.ts'
import {
  applications,
  available,
  blank,
  created,
  createdAs,
  goToAuthenticating,
  goToAvailable,
  goToCreating,
  goToDiscovering,
  goToHidden,
  goToLurking,
  goToRecreating,
  goToReplaced,
  goToSuspended,
  hidden,
  lurking,
  online,
  setback,
  start,
  user,
  type Chart,
  type Running,
} from './sessionRun.ts'

const gone: Refused = refused(410, 'InactiveApplicationExpired')

const goToPausing = async (session: Running): Promise<void> => {
  await goToLurking(session)
  await session.makeMeAvailable.call().answer(setback(timedOut))
}

const goToUnheard = async (session: Running): Promise<void> => {
  await goToAvailable(session)
  await session.clock.advance(240_000)
}

const goToReporting = async (session: Running): Promise<void> => {
  await goToUnheard(session)
  await session.activity.call().answer(undefined)
}

/** Every state in which the application is in use, and how to get there. */
const inUse: readonly (readonly [unknown, (session: Running) => Promise<void>])[] = [
  [lurking, goToLurking],
  [{ created: { lurking: 'pausing' } }, goToPausing],
  [hidden, goToHidden],
  [available, goToAvailable],
  [{ created: { available: 'unheard' } }, goToUnheard],
  [{ created: { available: 'reporting' } }, goToReporting],
]

/** The fact holds in every state in which the application is in use. */
const whileInUse = (title: string, run: (session: Running) => Promise<void> | void): Scenario<Chart> => ({
  title,
  run: async (machine) => {
    for (const [value, go] of inUse) {
      const session = start(machine)
      await go(session)
      expect(session.value()).toEqual(value)
      await run(session)
    }
  },
})

/** Every state in which an application is got back that may be there still, and how to get there. */
const recovering: readonly (readonly [string, (session: Running) => Promise<void>])[] = [
  [
    'discovering',
    async (session) => {
      await goToAvailable(session)
      await end(session, timedOut)
    },
  ],
  [
    'authenticating',
    async (session) => {
      await goToAvailable(session)
      await end(session, timedOut)
      await session.discoverRoot.call().answer(right({ user }))
    },
  ],
  ['creating', goToRecreating],
  [
    'waiting',
    async (session) => {
      await goToRecreating(session)
      await session.createApplication.call().answer(setback(timedOut))
    },
  ],
]

const end = (session: Running, cause: Failure): Promise<void> => session.signal({ type: 'channel.gone', cause })

const atRest = [
  ['suspended', goToSuspended],
  ['replaced', goToReplaced],
] as const

export const stayingOnline: readonly Scenario<Chart>[] = [
  {
    title: 'reports activity every four minutes, if there is any',
    run: async (machine) => {
      const session = start(machine)
      await goToAvailable(session)
      await session.clock.advance(239_999)
      expect(session.activity.calls).toEqual([])
      await session.clock.advance(1)
      expect(session.value()).toEqual({ created: { available: 'unheard' } })
      await session.clock.advance(3_600_000)
      expect(session.reportMyActivity.calls).toEqual([])
      await session.activity.call().answer(undefined)
      expect(session.value()).toEqual({ created: { available: 'reporting' } })
      expect(session.reportMyActivity.calls.map(({ input }) => input)).toStrictEqual([{ created }])
      for (const answer of [success, left(timedOut), left(refused(503))]) {
        await session.reportMyActivity.call().answer(answer)
        expect(session.value()).toEqual(available)
        expect(session.context()).toStrictEqual(online)
        await session.clock.advance(240_000)
        await session.activity.call().answer(undefined)
      }
      expect(session.reportMyActivity.calls).toHaveLength(4)
    },
  },
  whileInUse('creates the application again when some request finds it gone', async (session) => {
    session.send({ type: 'application.notFound' })
    expect(session.value()).toBe('creating')
    expect(session.context()).toStrictEqual(online)
    expect(session.isPolling()).toBe(false)
    expect(session.createApplication.call().input).toStrictEqual({ attempt: 0, recovering: true, applications })
    await session.createApplication.call().answer(right(createdAs(2)))
    expect(session.value()).toEqual(lurking)
    expect(session.context()).toStrictEqual({ ...online, created: createdAs(2) })
    expect(session.channels.map(({ events }) => events)).toEqual([created.events, createdAs(2).events])
    expect(session.makeMeAvailable.call().input).toStrictEqual({
      attempt: 0,
      recovering: true,
      created: createdAs(2),
    })
  }),
  whileInUse('creates the application again when the channel finds it gone', async (session) => {
    await end(session, refused(404, 'ApplicationNotFound'))
    expect(session.value()).toBe('creating')
    expect(session.context()).toStrictEqual(online)
    expect(session.discoverRoot.calls).toHaveLength(1)
  }),
  whileInUse('discovers again when the server does not answer the channel any more', async (session) => {
    await end(session, timedOut)
    expect(session.value()).toBe('discovering')
    expect(session.context()).toStrictEqual({ ...blank, created })
    expect(session.discoverRoot.call().input).toStrictEqual({ attempt: 0, recovering: true })
  }),
  {
    title: 'takes no answer, nonsense or a 5xx for a lost server',
    run: async (machine) => {
      const attempt = { operation: 'events', method: 'GET', href: created.events }
      for (const cause of [
        timedOut,
        unreachable,
        { name: 'Unreadable', ...attempt, status: 200, reason: 'cut', faults: [] },
        refused(500),
        refused(503),
        refused(408),
        refused(409, 'AnotherOperationPending'),
        refused(429),
      ] as const) {
        const session = start(machine)
        await goToAvailable(session)
        await end(session, cause)
        expect(session.value()).toBe('discovering')
      }
    },
  },
  whileInUse('ends with the cause when the channel hears that the application was ended', async (session) => {
    await end(session, gone)
    expect(session.value()).toBe('ended')
    expect(session.context()).toStrictEqual({ ...blank, failure: gone })
  }),
  whileInUse('ends with the cause when some request hears that the application was ended', (session) => {
    session.send({ type: 'application.ended', cause: gone })
    expect(session.value()).toBe('ended')
    expect(session.context()).toStrictEqual({ ...blank, failure: gone })
    expect(session.isPolling()).toBe(false)
  }),
  whileInUse('fails with the cause when the channel is refused', async (session) => {
    const cause: Failure = { name: 'TokenRefused', error: 'invalid_grant', description: 'no' }
    await end(session, cause)
    expect(session.value()).toBe('failed')
    expect(session.context()).toStrictEqual({ ...blank, failure: cause })
  }),
  {
    title: 'takes no other refusal of the channel for a lost application or server',
    run: async (machine) => {
      for (const cause of [
        refused(403),
        refused(499),
        { name: 'Aborted', operation: 'events', method: 'GET', href: '' },
      ] as const) {
        const session = start(machine)
        await goToAvailable(session)
        await end(session, cause)
        expect(session.value()).toBe('failed')
      }
    },
  },
  {
    title: 'begins anew at a sign-in after it was ended',
    run: async (machine) => {
      const session = start(machine)
      await goToAvailable(session)
      await end(session, gone)
      await session.clock.advance(3_600_000)
      expect(session.value()).toBe('ended')
      session.send({ type: 'session.signIn' })
      expect(session.value()).toBe('discovering')
      expect(session.context()).toStrictEqual(blank)
    },
  },
  {
    title: 'is signed out at a sign-out after it was ended',
    run: async (machine) => {
      const session = start(machine)
      await goToAvailable(session)
      await end(session, gone)
      session.send({ type: 'session.signOut' })
      expect(session.value()).toBe('signedOut')
      expect(session.context()).toStrictEqual(blank)
    },
  },
  whileInUse('lets go of the channel while it is replaced', async (session) => {
    await session.signal({ type: 'channel.replaced' })
    expect(session.value()).toBe('replaced')
    expect(session.context()).toStrictEqual(online)
    expect(session.isPolling()).toBe(false)
    await session.clock.advance(3_600_000)
    expect(session.value()).toBe('replaced')
    expect(session.channels).toHaveLength(1)
  }),
  whileInUse('lets go of the channel while it is suspended', async (session) => {
    session.send({ type: 'session.suspend' })
    expect(session.value()).toBe('suspended')
    expect(session.context()).toStrictEqual(online)
    expect(session.isPolling()).toBe(false)
    await session.clock.advance(3_600_000)
    expect(session.value()).toBe('suspended')
    expect(session.channels).toHaveLength(1)
  }),
  ...atRest.flatMap(([value, go]): readonly Scenario<Chart>[] => [
    {
      title: `takes up the channel of the same application after it was ${value}`,
      run: async (machine) => {
        const session = start(machine)
        await go(session)
        session.send({ type: 'session.resume' })
        expect(session.value()).toEqual(lurking)
        expect(session.context()).toStrictEqual(online)
        expect(session.channels.map(({ events }) => events)).toEqual([created.events, created.events])
        expect(session.isPolling()).toBe(true)
        expect(session.createApplication.calls).toHaveLength(1)
      },
    },
    {
      title: `ends with the cause when the application is ended while it is ${value}`,
      run: async (machine) => {
        const session = start(machine)
        await go(session)
        session.send({ type: 'application.ended', cause: gone })
        expect(session.value()).toBe('ended')
        expect(session.context()).toStrictEqual({ ...blank, failure: gone })
      },
    },
    {
      title: `finds out after it was ${value} that the application is gone`,
      run: async (machine) => {
        const session = start(machine)
        await go(session)
        session.send({ type: 'application.notFound' })
        expect(session.value()).toBe(value)
        session.send({ type: 'session.resume' })
        session.send({ type: 'application.notFound' })
        expect(session.value()).toBe('creating')
      },
    },
    {
      title: `deletes the application at a sign-out while it is ${value}`,
      run: async (machine) => {
        const session = start(machine)
        await go(session)
        session.send({ type: 'session.signOut' })
        expect(session.value()).toBe('signingOut')
        expect(session.deleteApplication.calls.map(({ input }) => input)).toStrictEqual([{ created }])
      },
    },
  ]),
  whileInUse('deletes the application at a sign-out', (session) => {
    session.send({ type: 'session.signOut' })
    expect(session.value()).toBe('signingOut')
    expect(session.context()).toStrictEqual(online)
    expect(session.deleteApplication.calls.map(({ input }) => input)).toStrictEqual([{ created }])
    expect(session.isPolling()).toBe(false)
  }),
  {
    title: 'aborts the request that is under way when it leaves the application',
    run: async (machine) => {
      for (const type of ['session.signOut', 'session.suspend', 'application.notFound'] as const) {
        const asking = start(machine)
        await goToLurking(asking)
        asking.send({ type })
        expect(asking.makeMeAvailable.call().isAborted()).toBe(true)

        const reporting = start(machine)
        await goToReporting(reporting)
        reporting.send({ type })
        expect(reporting.reportMyActivity.call().isAborted()).toBe(true)

        const unheard = start(machine)
        await goToUnheard(unheard)
        unheard.send({ type })
        expect(unheard.activity.call().isAborted()).toBe(true)
      }
    },
  },
  ...recovering.map(([value, go]): Scenario<Chart> => ({
    title: `deletes the application at a sign-out while it is being recovered, in ${value}`,
    run: async (machine) => {
      const session = start(machine)
      await go(session)
      expect(session.value()).toBe(value)
      session.send({ type: 'session.signOut' })
      expect(session.value()).toBe('signingOut')
      expect(session.deleteApplication.calls.map(({ input }) => input)).toStrictEqual([{ created }])
    },
  })),
  {
    title: 'is signed out after the DELETE, however it is answered',
    run: async (machine) => {
      for (const answer of [success, left(refused(404)), left(timedOut)]) {
        const session = start(machine)
        await goToAvailable(session)
        session.send({ type: 'session.signOut' })
        await session.deleteApplication.call().answer(answer)
        expect(session.value()).toBe('signedOut')
        expect(session.context()).toStrictEqual(blank)
      }
    },
  },
  {
    title: 'keeps deleting whatever is said meanwhile',
    run: async (machine) => {
      const session = start(machine)
      await goToAvailable(session)
      session.send({ type: 'session.signOut' })
      session.send({ type: 'application.notFound' })
      session.send({ type: 'application.ended', cause: gone })
      session.send({ type: 'session.signIn' })
      session.send({ type: 'session.resume' })
      session.send({ type: 'session.signOut' })
      expect(session.value()).toBe('signingOut')
      expect(session.deleteApplication.calls).toHaveLength(1)
      expect(session.deleteApplication.call().isAborted()).toBe(false)
    },
  },
  {
    title: 'takes no second sign-in',
    run: async (machine) => {
      const signingOut = async (session: Running): Promise<void> => {
        await goToAvailable(session)
        session.send({ type: 'session.signOut' })
      }
      const beginning = (session: Running): Promise<void> => Promise.resolve(goToDiscovering(session))
      for (const go of [
        beginning,
        goToAuthenticating,
        goToCreating,
        goToLurking,
        goToHidden,
        goToAvailable,
        goToSuspended,
        goToReplaced,
        signingOut,
      ]) {
        const session = start(machine)
        await go(session)
        expect(session.snapshot().can({ type: 'session.signIn' })).toBe(false)
      }
    },
  },
  {
    title: 'goes on creating when a late answer says that the old application is gone',
    run: async (machine) => {
      const session = start(machine)
      await goToAvailable(session)
      session.send({ type: 'application.notFound' })
      session.send({ type: 'application.notFound' })
      session.send({ type: 'application.ended', cause: gone })
      expect(session.value()).toBe('creating')
      expect(session.createApplication.calls).toHaveLength(2)
      expect(session.createApplication.call().isAborted()).toBe(false)
    },
  },
]
