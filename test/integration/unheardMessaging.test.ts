import { expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { hangs, reply, resource, type Script } from '../support/fakeHttp.ts'
import { scriptedPart } from '../support/scriptedPart.ts'
import { fromCommunication } from './wire.ts'
import { recorded, rejection, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const pool = 'http://pool.contoso.com'
const thread = '/comms/threads/7'
const read = `GET ${pool}${thread}/im`
const post = `POST ${pool}${thread}/im/add`
const messaging = resource({
  state: 'Disconnected',
  _links: { self: { href: `${thread}/im` }, addMessaging: { href: `${thread}/im/add` } },
})

/** Tosh is in a meeting, of whose messaging no event has told. */
const inMeeting = async (script: Script) => {
  const world = virtualWorld()
  const { http, scripted } = scriptedPart(world.http, script)
  const tosh = await world.online('tosh', { http, format: json() })
  const added = recorded(tosh.conversationAdded$)
  const links = { self: { href: thread }, messaging: { href: `${thread}/im` } }
  world.control.emit(me, [
    fromCommunication(world.control, {
      link: { rel: 'conversation', href: thread },
      _embedded: { conversation: { state: 'Conferenced', _links: links } },
      type: 'added',
    }),
  ])
  await world.settle()
  const [conversation] = added.values
  if (conversation === undefined) throw new Error('no conversation')
  return { world, tosh, conversation, seen: scripted.seen }
}

test('messaging of which no event has told is read before it is added', async () => {
  const { world, conversation, seen } = await inMeeting({ [read]: messaging, [post]: reply(201) })
  conversation.addMessaging()
  await world.settle()
  expect([seen(), conversation.messaging.resource?.state]).toEqual([[read, post], 'Disconnected'])
})

test('messaging that has been read is not read again', async () => {
  const { world, conversation, seen } = await inMeeting({ [read]: messaging, [post]: reply(409) })
  conversation.addMessaging()
  await world.settle()
  conversation.addMessaging()
  await world.settle()
  expect(seen()).toEqual([read, post, post])
})

test('messaging that cannot be read cannot be added', async () => {
  const { world, conversation } = await inMeeting({ [read]: reply(404) })
  const failure = rejection(conversation.addMessaging().connected)
  await world.settle()
  expect(await failure).toMatchObject({
    name: 'InvitationFailed',
    state: 'notStarted',
    failure: { name: 'NotAvailable', link: 'addMessaging' },
  })
})

test('messaging that is being read is not added after the client was closed', async () => {
  const { world, tosh, conversation, seen } = await inMeeting({ [read]: hangs })
  const failure = rejection(conversation.addMessaging().connected)
  await world.settle()
  tosh.close()
  await world.settle()
  expect([await failure, seen()]).toMatchObject([{ name: 'ClientClosed' }, [read]])
})
