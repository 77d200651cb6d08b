import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { Logger } from '../../src/seam/logger.ts'
import { connectedPair, recorded, rejection, secret, virtualWorld, type VirtualWorld } from '../integration/world.ts'

const text = 'the-text-of-a-message'

const lines = (): Logger & { readonly all: string[] } => {
  const all: string[] = []
  const write = (message: string) => void all.push(message)
  return { all, debug: write, info: write, warn: write, error: write }
}

/** A conversation with everything in it that is secret; errors of each kind come back. */
const play = async (world: VirtualWorld, logger: Logger) => {
  const { tosh, toLene } = await connectedPair(world, { message: text, tosh: { logger } })
  const traffic = recorded(tosh.traffic$)
  const errors: Promise<unknown>[] = []
  toLene.send(text)
  toLene.send({ html: `<b>${text}</b>` })
  await world.settle()
  world.control.intercept({ link: 'sendMessage' }, { status: 403, body: { code: 'Forbidden', message: 'no' } })
  errors.push(rejection(toLene.send(text).delivered))
  await world.settle()
  world.control.intercept({ link: 'sendMessage' }, 'dropBefore')
  errors.push(rejection(toLene.send(text).delivered))
  await world.clock.advance(61_000)
  errors.push(rejection(tosh.startMessaging({ to: 'nobody', message: text }).connected))
  world.control.expireToken('tosh@contoso.com')
  toLene.setIsTyping()
  await world.settle()
  world.control.resync('tosh@contoso.com')
  world.control.emit('tosh@contoso.com', [
    { rel: 'conversation', href: '/x', events: [{ plainMessage: { href: `data:text/plain,${text}` } }] },
  ])
  await world.settle()
  const message = toLene.send(text)
  errors.push(rejection(message.delivered))
  tosh.close()
  await world.settle()
  const tokens = world.http.requests.flatMap(({ headers }) => headers['Authorization']?.split(' ')[1] ?? [])
  return { traffic: traffic.values, errors: await Promise.all(errors), secrets: [secret, text, ...new Set(tokens)] }
}

const found = (secrets: readonly string[], shown: string): readonly string[] =>
  secrets.filter((word) => shown.includes(word) || shown.includes(encodeURIComponent(word)))

test('the secrets are those that were used', async () => {
  const { secrets } = await play(virtualWorld(), lines())
  expect(secrets.length).toBeGreaterThan(4)
})

test('no line of the logger holds a secret', async () => {
  const logger = lines()
  const { secrets } = await play(virtualWorld(), logger)
  expect(found(secrets, logger.all.join('\n'))).toEqual([])
})

test('the traffic holds no secret', async () => {
  const { secrets, traffic } = await play(virtualWorld(), lines())
  expect(found(secrets, inspect(traffic, { depth: 10, maxStringLength: null, maxArrayLength: null }))).toEqual([])
})

test('the traffic of signing in holds no secret', async () => {
  const world = virtualWorld()
  const tosh = world.client('tosh')
  const { values } = recorded(tosh.traffic$)
  await tosh.connect()
  const tokens = world.http.requests.flatMap(({ headers }) => headers['Authorization']?.split(' ')[1] ?? [])
  expect([values.some(({ operation }) => operation === 'token'), tokens.length > 0]).toEqual([true, true])
  expect(found([secret, ...tokens], inspect(values, { depth: 10, maxStringLength: null }))).toEqual([])
})

test('no error holds a secret, as text, in JSON or in an inspection', async () => {
  const { secrets, errors } = await play(virtualWorld(), lines())
  const shown = errors.map((error) => [String(error), JSON.stringify(error), inspect(error, { depth: 10 })].join('\n'))
  expect([errors.map((error) => error instanceof Error), found(secrets, shown.join('\n'))]).toEqual([
    [true, true, true, true],
    [],
  ])
})

test('an error of signing in holds no secret', async () => {
  const world = virtualWorld()
  world.control.intercept(
    { link: 'token' },
    { status: 400, body: { error: 'invalid_grant', error_description: `${secret} is wrong` } },
  )
  const error = await rejection(world.client('tosh').connect())
  expect(found([secret], `${String(error)} ${JSON.stringify(error)} ${inspect(error, { depth: 10 })}`)).toEqual([])
})

test('the client itself shows no secret', async () => {
  const tosh = await virtualWorld().online('tosh')
  expect(found([secret], inspect(tosh, { depth: 20, showHidden: true }))).toEqual([])
})

test('the logger gets one line for a transition', async () => {
  const logger = lines()
  await virtualWorld().online('tosh', { logger })
  expect(logger.all).toEqual([
    'session:0: signedOut → discovering (session.signIn)',
    'session:0: discovering → authenticating (xstate.done.actor.discoverRoot)',
    'session:0: authenticating → creating (xstate.done.actor.readUser)',
    'eventChannel: → open.polling (xstate.init)',
    'session:0: creating → created.lurking.asking (xstate.done.actor.createApplication)',
    'session:0: created.lurking.asking → created.available.idle (xstate.done.actor.makeMeAvailable)',
  ])
})

test('the logger gets gaps as warnings', async () => {
  const warnings: string[] = []
  const world = virtualWorld()
  await world.online('tosh', { logger: { ...lines(), warn: (message) => warnings.push(message) } })
  world.control.resync('tosh@contoso.com')
  await world.settle()
  expect(warnings).toEqual(['transient state was lost: resync'])
})

test('the logger gets faults as errors, without what was in them', async () => {
  const errors: string[] = []
  const world = virtualWorld()
  await world.online('tosh', { logger: { ...lines(), error: (message) => errors.push(message) } })
  world.control.emit('tosh@contoso.com', [{ rel: 'communication', href: '/c', events: [{ text }] }])
  await world.settle()
  expect(errors).toEqual([expect.stringMatching(/^an event at \/sender\/\d\/events\/0 cannot be read$/)])
})
