import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { Resumption } from '../../src/runtime/resumption.ts'
import { createJudge } from '../../src/runtime/setback.ts'
import type { ResumePoint } from '../../src/protocol/resumePoint.ts'
import { tokenRefused } from '../../src/transport/credentials.ts'
import { breaks, reply, resource, type Reply } from '../support/fakeHttp.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'
import { partsOf } from './fakeSession.ts'

const origin = 'https://pool.contoso.com'
const point: ResumePoint = {
  version: 1,
  signInAddress: 'tosh@contoso.com',
  endpointId: 'endpoint',
  application: `${origin}/app`,
  next: `${origin}/events?ack=7`,
  invitations: [],
}
const application = { _links: { self: { href: '/app' }, events: { href: '/events' } } }
const input = { attempt: 0, recovering: false, applications: `${origin}/apps` }
const invalid = { name: 'InvalidInput', operation: 'resumeFrom', faults: [] } as const

const resuming = (answer: Reply, from: 'nothing' | E.Either<typeof invalid, ResumePoint> = E.right(point)) => {
  const { seen, wire } = partsOf({ 'GET /app': answer })
  const found: unknown[] = []
  const refused: unknown[] = []
  const resumption = new Resumption({
    signingIn: wire.exchange,
    judge: createJudge({ clock: virtualClock(), random: () => 1 }),
    from: from === 'nothing' ? undefined : from,
    found: (...all) => found.push(all),
    refused: (failure) => refused.push(failure),
  })
  const ask = (more: Partial<typeof input> = {}, step = new AbortController().signal, life = step) =>
    resumption.application({ ...input, ...more }, step, life)
  return { resumption, ask, seen, found, refused }
}

const patience = new AbortController().signal

test('goes on with nothing where its step is given up before it is found', async () => {
  const { resumption, ask, seen, found } = resuming(resource(application))
  const outcome = await ask({}, AbortSignal.abort(), patience)
  expect(outcome).toMatchObject(E.right({ url: `${origin}/app` }))
  expect([await ask(), resumption.catchUp(() => Promise.resolve()), found, seen().length]).toEqual([
    undefined,
    false,
    [],
    1,
  ])
  await resumption.caughtUp
})

test('looks for it again where its step is given up before it is not found', async () => {
  const { ask, seen, refused } = resuming(reply(404))
  const outcome = await ask({}, AbortSignal.abort(), patience)
  expect([outcome && E.isLeft(outcome), refused]).toEqual([true, []])
  expect([await ask(), refused.length, seen().length]).toEqual([undefined, 1, 2])
})

test('finds the application of the resume point, once', async () => {
  const { resumption, ask, seen, found, refused } = resuming(resource(application))
  expect(await ask()).toEqual(E.right({ application, url: `${origin}/app`, events: `${origin}/events`, isNew: false }))
  expect([await ask(), seen(), found, refused]).toEqual([
    undefined,
    ['GET /app application'],
    [[`${origin}/events`, point.next]],
    [],
  ])
  const read: ResumePoint[] = []
  let isOver = false
  void resumption.caughtUp.then(() => (isOver = true))
  await drain()
  const early = isOver
  const reading = (one: ResumePoint) => Promise.resolve(void read.push(one))
  expect([resumption.catchUp(reading), resumption.catchUp(reading)]).toEqual([true, false])
  await drain()
  expect([early, isOver, read]).toEqual([false, true, [point]])
})

test('has nothing to find where nothing was given', async () => {
  const { resumption, ask, seen, refused } = resuming(reply(404), 'nothing')
  await resumption.caughtUp
  expect([await ask(), seen(), refused, resumption.catchUp(() => Promise.resolve())]).toEqual([
    undefined,
    [],
    [],
    false,
  ])
})

test('gives up a resume point that cannot be used', async () => {
  const { ask, refused, seen } = resuming(resource(application), E.left(invalid))
  expect([await ask(), await ask(), refused, seen()]).toEqual([undefined, undefined, [invalid], []])
})

test.each([{ applications: 'https://other.contoso.com/apps' }, { applications: '' }])(
  'gives up a resume point of another host than %o',
  async (more) => {
    const { ask, refused, seen } = resuming(resource(application))
    expect([await ask(more), refused, seen()]).toMatchObject([undefined, [{ name: 'InvalidInput' }], []])
  },
)

test.each<[string, Reply, object]>([
  ['is gone', reply(404), { name: 'Refused', status: 404 }],
  ['has no events', resource({ _links: { self: { href: '/app' } } }), { name: 'NoLink', link: 'events' }],
])('makes a new application where the old one %s', async (_, answer, failure) => {
  const { ask, refused, found } = resuming(answer)
  expect([await ask(), await ask(), refused, found]).toMatchObject([undefined, undefined, [failure], []])
})

test('tries again what passes', async () => {
  const { ask, refused } = resuming(breaks('ECONNRESET'))
  expect(await ask()).toMatchObject({ left: { failure: { name: 'Unreachable' }, retry: { in: 1000 } } })
  expect(refused).toEqual([])
})

test.each([
  ['was given up', { name: 'Aborted', operation: 'application', method: 'GET', href: `${origin}/app` } as const],
  ['has no token', tokenRefused('invalid_grant')],
])('leaves to the sign-in a step that %s', async (_, failure) => {
  const refused: unknown[] = []
  const resumption = new Resumption({
    signingIn: () => () => Promise.resolve(E.left(failure)),
    judge: createJudge({ clock: virtualClock(), random: () => 1 }),
    from: E.right(point),
    found: () => undefined,
    refused: (one) => refused.push(one),
  })
  const outcome = await resumption.application(input, patience, patience)
  expect([outcome, refused]).toEqual([E.left({ failure, retry: undefined }), []])
})
