import { either as E } from 'fp-ts'
import { lastValueFrom, take, toArray, type Observable } from 'rxjs'
import { expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import type { ClientOptions } from '../../src/client/clientOptions.ts'
import type { Transcript } from '../../src/runtime/transcript.ts'
import type { ServerResponse } from '../../src/server/index.ts'
import { xml } from '../../src/xml/index.ts'
import { connectedPair, format, recorded, rejection, virtualWorld, type VirtualWorld } from './world.ts'

const all = async <T>(source: Observable<T>, { settle }: VirtualWorld): Promise<readonly T[]> => {
  const values = lastValueFrom(source.pipe(toArray()))
  await settle()
  return values
}

/** What the client asks for from now on. */
const asked = (client: Client) => {
  const traffic = recorded(client.traffic$)
  return () => traffic.values.flatMap(({ kind, operation }) => (kind === 'request' ? [operation] : []))
}

/** Tosh and Lene have said so much to each other, and it is over. */
const talked = async (world: VirtualWorld, count: number, as: Partial<ClientOptions> = {}) => {
  const { tosh, lene, toLene, toTosh } = await connectedPair(world, { message: 'm0', tosh: as, lene: as })
  for (let at = 1; at < count; at++) {
    ;(at % 2 === 0 ? toLene : toTosh).send(`m${at}`)
    await world.settle()
  }
  toLene.leave()
  await world.settle()
  const [log] = await all(tosh.history.conversationLogs(), world)
  if (log === undefined) throw new Error('Tosh has no log')
  return { tosh, lene, log }
}

const shown = ({ kind, direction, from, text }: Transcript) => ({ kind, direction, from, text })

test.each([
  ['JSON', {}],
  ['XML', { format: xml() }],
])('transcripts$ gives what was said, in order and by whom, in %s', async (_, as) => {
  const world = virtualWorld()
  const { log } = await talked(world, 3, as)
  const kind = 'messageTranscript'
  const from = { name: 'Lene Aaling', uri: 'sip:lene@contoso.com' }

  const transcripts = await all(log.transcripts$, world)

  expect(transcripts.map(shown)).toEqual([
    { kind, direction: 'Outgoing', from: undefined, text: 'm0' },
    { kind, direction: 'Incoming', from, text: 'm1' },
    { kind, direction: 'Outgoing', from: undefined, text: 'm2' },
  ])
  expect(transcripts[0]?.sentAt).toEqual(log.creationTime)
  expect(log.previewMessage).toBe('m0')
})

test('transcripts$ goes on over several pages', async () => {
  const world = virtualWorld()
  const { tosh, log } = await talked(world, 41)
  const requests = asked(tosh)

  const transcripts = await all(log.transcripts$, world)

  expect(transcripts.map(({ text }) => text)).toEqual(Array.from({ length: 41 }, (_, at) => `m${at}`))
  expect(requests()).toEqual([
    'conversationLogTranscripts',
    'nextConversationLogTranscripts',
    'nextConversationLogTranscripts',
  ])
})

test('transcripts$ reads no page that nobody takes', async () => {
  const world = virtualWorld()
  const { tosh, log } = await talked(world, 41)
  const requests = asked(tosh)

  await all(log.transcripts$.pipe(take(20)), world)

  expect(requests()).toEqual(['conversationLogTranscripts'])
})

test('transcripts$ reads anew for each subscriber', async () => {
  const world = virtualWorld()
  const { tosh, log } = await talked(world, 1)
  const requests = asked(tosh)

  await all(log.transcripts$, world)
  await all(log.transcripts$, world)

  expect(requests()).toEqual(['conversationLogTranscripts', 'conversationLogTranscripts'])
})

test('transcripts$ errors where a later page is refused, after what came before', async () => {
  const world = virtualWorld()
  const { log } = await talked(world, 21)
  world.control.intercept(
    { link: 'nextConversationLogTranscripts' },
    { status: 409, body: { code: 'Conflict', message: 'not now' } },
  )
  const texts: unknown[] = []
  const errors: unknown[] = []

  log.transcripts$.subscribe({ next: ({ text }) => texts.push(text), error: (error) => errors.push(error) })
  await world.settle()

  expect(texts).toHaveLength(20)
  expect(errors).toMatchObject([{ name: 'CommandFailed', command: 'transcripts', status: 409 }])
})

const rewritten = (make: (body: Record<string, unknown>) => unknown) => ({
  rewrite: (response: ServerResponse): ServerResponse => ({
    ...response,
    body: format.print(make(E.getOrElse((): unknown => ({}))(format.parse(response.body)) as Record<string, unknown>)),
  }),
})

test('an entry that is no message passes through', async () => {
  const world = virtualWorld()
  const { log } = await talked(world, 1)
  const rel = 'conversationLogTranscript'
  const audio = { rel, _embedded: { audioTranscript: { rel: 'audioTranscript', status: 'Ended', duration: 'PT3M' } } }
  const smell = { rel: 'smellTranscript', scent: 'rose' }
  const strange = { rel, timeStamp: '/Date(5)/', _embedded: { smellTranscript: smell }, later: ['1'] }
  world.control.intercept(
    { link: 'conversationLogTranscripts' },
    rewritten((body) => ({ ...body, _embedded: { conversationLogTranscript: [audio, strange] } })),
  )

  const transcripts = await all(log.transcripts$, world)

  expect(transcripts.map(shown)).toEqual([
    { kind: 'audioTranscript', direction: 'Incoming', from: undefined, text: undefined },
    { kind: 'smellTranscript', direction: 'Incoming', from: undefined, text: undefined },
  ])
  expect(transcripts.map(({ resource }) => resource)).toEqual([audio, strange])
})

test('a log keeps words that nobody knows', async () => {
  const world = virtualWorld()
  const { tosh } = await talked(world, 1)
  world.control.intercept(
    { link: 'conversationLog' },
    rewritten((body) => ({ ...body, status: 'Dreamt', type: 'SmellLog', mood: 'good' })),
  )

  const [log] = await all(tosh.history.conversationLogs(), world)

  expect([log?.status, log?.type, log?.resource]).toEqual([
    'Dreamt',
    'SmellLog',
    expect.objectContaining({ mood: 'good' }),
  ])
})

test('conversationLogs reads no log that nobody takes', async () => {
  const world = virtualWorld()
  const { tosh } = await talked(world, 1)
  world.control.user('lene@contoso.com').invites('tosh@contoso.com').withdraw()
  await world.settle()
  const requests = asked(tosh)

  const logs = await all(tosh.history.conversationLogs().pipe(take(1)), world)

  expect(logs.map(({ status }) => status)).toEqual(['Missed'])
  expect(requests()).toEqual(['conversationLogs', 'conversationLog'])
})

test('conversationLogs takes a limit', async () => {
  const world = virtualWorld()
  const { tosh } = await talked(world, 1)
  world.control.user('lene@contoso.com').invites('tosh@contoso.com').withdraw()
  await world.settle()

  expect(await all(tosh.history.conversationLogs({ limit: 1 }), world)).toHaveLength(1)
  expect(await all(tosh.history.conversationLogs(), world)).toHaveLength(2)
})

test.each([0, -1, 1.5, Number.NaN])('conversationLogs sends nothing for a limit of %s', async (limit) => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const requests = asked(tosh)

  const failure = rejection(lastValueFrom(tosh.history.conversationLogs({ limit })))

  expect(await failure).toMatchObject({ name: 'CommandFailed', failure: { name: 'InvalidInput' } })
  expect(requests()).toEqual([])
})

test('conversationLogs leaves out a log that is removed meanwhile', async () => {
  const world = virtualWorld()
  const { tosh } = await talked(world, 1)
  world.control.intercept({ link: 'conversationLog' }, { status: 404, body: { code: 'NotFound' } })

  expect(await all(tosh.history.conversationLogs(), world)).toEqual([])
})

test('conversationLogs errors where the server refuses', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  world.control.intercept({ link: 'conversationLogs' }, { status: 409, body: { code: 'Conflict' } })

  const failure = rejection(lastValueFrom(tosh.history.conversationLogs()))
  await world.settle()

  expect(await failure).toMatchObject({ name: 'CommandFailed', command: 'conversationLogs', status: 409 })
})

test('conversationLogs is not available before the user has signed in', async () => {
  const tosh = virtualWorld().client('tosh')

  expect(await rejection(lastValueFrom(tosh.history.conversationLogs()))).toMatchObject({
    name: 'CommandFailed',
    failure: { name: 'NotAvailable', link: 'conversationLogs' },
  })
})

test('what is being read is lost with the application', async () => {
  const world = virtualWorld()
  const { log } = await talked(world, 1)
  const held = world.control.intercept({ link: 'conversationLogTranscripts' }, 'hold')
  const failure = rejection(lastValueFrom(log.transcripts$))
  await held.arrived
  world.control.expireApplication('tosh@contoso.com')
  await world.settle()

  expect(await failure).toMatchObject({ name: 'ConnectionLost' })
})

test('what is being read ends with the client', async () => {
  const world = virtualWorld()
  const { tosh, log } = await talked(world, 1)
  const held = world.control.intercept({ link: 'conversationLogTranscripts' }, 'hold')
  const failure = rejection(lastValueFrom(log.transcripts$))
  await held.arrived
  tosh.close()

  expect(await failure).toMatchObject({ name: 'ClientClosed' })
})

test('remove takes a log out of the history of this user alone', async () => {
  const world = virtualWorld()
  const { tosh, lene, log } = await talked(world, 1)

  const { done } = log.remove()
  await world.settle()

  await expect(done).resolves.toBeUndefined()
  expect(await all(tosh.history.conversationLogs(), world)).toEqual([])
  expect(await all(lene.history.conversationLogs(), world)).toHaveLength(1)
})

test('remove fails for a log that is gone', async () => {
  const world = virtualWorld()
  const { log } = await talked(world, 1)
  log.remove()
  await world.settle()

  const failure = rejection(log.remove().done)
  await world.settle()

  expect(await failure).toMatchObject({ name: 'CommandFailed', command: 'remove', status: 404 })
})

test('markAsRead sends nothing where the log has no such link', async () => {
  const world = virtualWorld()
  const { tosh, log } = await talked(world, 1)
  const requests = asked(tosh)

  expect(await rejection(log.markAsRead().done)).toMatchObject({
    name: 'CommandFailed',
    failure: { name: 'NotAvailable', link: 'markAsRead' },
  })
  expect(requests()).toEqual([])
})

test('a log of an application that is gone reads nothing', async () => {
  const world = virtualWorld()
  const { tosh, log } = await talked(world, 1)
  world.control.expireApplication('tosh@contoso.com')
  await world.clock.advance(60_000)
  const requests = asked(tosh)

  expect(await rejection(lastValueFrom(log.transcripts$))).toMatchObject({ failure: { name: 'NotAvailable' } })
  expect(await rejection(log.remove().done)).toMatchObject({ failure: { name: 'NotAvailable' } })
  expect(requests()).toEqual([])
})
