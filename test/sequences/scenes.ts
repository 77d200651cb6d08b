import type { Conversation } from '../../src/client/conversation.ts'
import { connectedPair, nextInvitation, virtualWorld, type VirtualWorld } from '../integration/world.ts'
import { recorder, server, type Recorder } from './recorder.ts'
import type { Sequence } from './sequence.ts'

const tosh = 'Tosh’s client'
const lene = 'Lene’s client'

/** Longer than any event is held back. */
const quiet = 16_000

interface Scene {
  readonly title: string
  readonly lanes: readonly string[]
  readonly play: (world: VirtualWorld, record: Recorder) => Promise<void>
}

const both = [tosh, server, lene]

/** Two who are connected, and quiet. */
const talking = async (world: VirtualWorld): Promise<Awaited<ReturnType<typeof connectedPair>>> => {
  const pair = await connectedPair(world)
  await world.clock.advance(quiet)
  return pair
}

const watchBoth = (record: Recorder, pair: Pick<Awaited<ReturnType<typeof talking>>, 'tosh' | 'lene'>): void => {
  record.watch(pair.tosh, tosh)
  record.watch(pair.lene, lene)
}

const online = async (world: VirtualWorld) => {
  const pair = { tosh: await world.online('tosh'), lene: await world.online('lene') }
  await world.clock.advance(quiet)
  return pair
}

const twoLanes = [tosh, server]

export const scenes = {
  signIn: {
    title: 'Signing in',
    lanes: twoLanes,
    play: async ({ client, settle, clock }, record) => {
      const one = client('tosh')
      record.watch(one, tosh)
      record.note(tosh, 'connect()')
      const connected = one.connect()
      await settle()
      await connected
      record.note(tosh, 'available')
      await clock.advance(quiet)
    },
  },
  poll: {
    title: 'Waiting for events',
    lanes: twoLanes,
    play: async (world, record) => {
      const one = await world.online('tosh')
      await world.clock.advance(quiet)
      record.watch(one, tosh)
      record.pause('the request for events is parked; 180 seconds pass')
      await world.clock.advance(175_000)
      record.pause('Lene invites Tosh')
      world.control.user('lene@contoso.com').invites('tosh@contoso.com')
      await world.settle()
    },
  },
  invitation: {
    title: 'An invitation that is accepted',
    lanes: both,
    play: async (world, record) => {
      const pair = await online(world)
      watchBoth(record, pair)
      const ringing = nextInvitation(pair.lene)
      record.note(tosh, 'startMessaging({ to, message })')
      const invitation = pair.tosh.startMessaging({ to: 'sip:lene@contoso.com', message: 'Hi' })
      await world.settle()
      record.note(lene, 'it rings: accept()')
      ;(await ringing).accept()
      await world.settle()
      await invitation.connected
      record.note(tosh, 'connected')
    },
  },
  decline: {
    title: 'An invitation that is declined',
    lanes: both,
    play: async (world, record) => {
      const pair = await online(world)
      watchBoth(record, pair)
      const ringing = nextInvitation(pair.lene)
      record.note(tosh, 'startMessaging({ to })')
      const invitation = pair.tosh.startMessaging({ to: 'sip:lene@contoso.com' })
      const outcome = invitation.connected.catch((why: unknown) => why)
      await world.settle()
      record.note(lene, 'decline()')
      ;(await ringing).decline()
      await world.settle()
      await outcome
      record.note(tosh, 'InvitationFailed, Declined')
    },
  },
  message: {
    title: 'A message and its delivery',
    lanes: both,
    play: async (world, record) => {
      const pair = await talking(world)
      watchBoth(record, pair)
      record.note(tosh, 'send(text)')
      const message = pair.toLene.send('12:30?')
      await world.settle()
      await message.delivered
      record.note(tosh, 'delivered')
    },
  },
  typing: {
    title: 'Somebody types',
    lanes: both,
    play: async (world, record) => {
      const pair = await talking(world)
      watchBoth(record, pair)
      record.note(lene, 'setIsTyping()')
      pair.toTosh.setIsTyping()
      await world.settle()
      record.pause('six seconds pass')
      await world.clock.advance(7_000)
    },
  },
  lostAnswer: {
    title: 'An answer that is lost',
    lanes: twoLanes,
    play: async (world, record) => {
      const pair = await talking(world)
      record.watch(pair.tosh, tosh)
      world.control.intercept({ link: 'sendMessage' }, 'dropAfter')
      record.note(tosh, 'send(text)')
      const message = pair.toLene.send('12:30?')
      await world.settle()
      await message.delivered
      record.note(tosh, 'delivered: the event tells, nothing is sent again')
    },
  },
  meeting: {
    title: 'A third person makes a meeting of it',
    lanes: twoLanes,
    play: async (world, record) => {
      const pair = await talking(world)
      world.control.user('adam@contoso.com').answers()
      record.watch(pair.tosh, tosh)
      record.note(tosh, 'addParticipant(uri)')
      const added: Promise<Conversation> = pair.toLene.addParticipant('sip:adam@contoso.com').connected
      await world.settle()
      await added
      record.note(tosh, 'Conferenced, the same object')
    },
  },
  token: {
    title: 'A token runs out',
    lanes: twoLanes,
    play: async (world, record) => {
      const pair = await talking(world)
      record.watch(pair.tosh, tosh)
      world.control.expireToken('tosh@contoso.com')
      record.note(tosh, 'send(text)')
      const message = pair.toLene.send('12:30?')
      await world.settle()
      await message.delivered
      record.note(tosh, 'delivered')
    },
  },
  lostApplication: {
    title: 'The server has lost the application',
    lanes: twoLanes,
    play: async (world, record) => {
      const pair = await talking(world)
      record.watch(pair.tosh, tosh)
      pair.tosh.gaps$.subscribe((gap) => {
        const ended = 'conversations' in gap ? gap.conversations.length : 0
        record.note(tosh, `a gap: ${gap.cause}, ${ended} conversation ended`)
      })
      world.control.expireApplication('tosh@contoso.com')
      await world.settle()
      record.pause('a moment passes')
      await world.clock.advance(2_000)
      record.note(tosh, pair.tosh.status$.getSnapshot().state)
    },
  },
} satisfies Readonly<Record<string, Scene>>

/** Plays a scene between real clients and the embedded server, on a virtual clock, and gives it as a diagram. */
export const sequenceOf = async ({ title, lanes, play }: Scene): Promise<Sequence> => {
  const users = ['tosh', 'lene', 'adam'].map((name) => ({
    uri: `sip:${name}@contoso.com`,
    name,
    password: 'pass@word1',
  }))
  const record = recorder()
  await play(virtualWorld({ users }), record)
  return { title, lanes, steps: record.steps }
}
