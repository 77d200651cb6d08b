import { describe, expect, test } from 'vitest'
import type { Conversation } from '../../src/client/conversation.ts'
import { json } from '../../src/protocol/format.ts'
import { xml } from '../../src/xml/index.ts'
import {
  connectedPair,
  nextInvitation,
  recorded,
  rejection,
  secret,
  until,
  virtualWorld,
  type Recorded,
} from './world.ts'

const users = [
  ['tosh', 'Tosh Meston'],
  ['lene', 'Lene Aaling'],
  ['ann', 'Ann Beebe'],
].map(([user = '', name = '']) => ({ uri: `sip:${user}@contoso.com`, name, password: secret }))

const who = (conversation: Conversation) =>
  conversation.participants$.getSnapshot().map(({ name, role, inLobby }) => ({ name, role, inLobby }))

const names = (conversation: Conversation) =>
  conversation.participants$
    .getSnapshot()
    .map(({ name }) => name)
    .sort()

const named = (conversation: Conversation, name: string) => {
  const found = conversation.participants$.getSnapshot().find((participant) => participant.name === name)
  if (found === undefined) throw new Error(`${name} is not there`)
  return found
}

const texts = ({ values }: Recorded<{ readonly text: string | undefined }>) => values.map(({ text }) => text)

/** What the events of a real server often leave out. */
const unembedded = [
  'participant',
  'localParticipant',
  'onlineMeeting',
  'conversation',
  'messaging',
  'onlineMeetingInvitation',
  'participantInvitation',
  'messagingInvitation',
]

describe.each([
  ['in JSON', json(), []],
  ['in XML', xml(), []],
  ['in JSON, by events without bodies', json(), unembedded],
] as const)('%s', (_, format, bodilessEvents) => {
  const as = { format }
  const worldOfThree = () => virtualWorld({ users, bodilessEvents })

  /** Tosh and Lene talk, and Tosh adds Ann, who comes and takes up messaging. */
  const group = async () => {
    const world = worldOfThree()
    const pair = await connectedPair(world, { tosh: as, lene: as })
    const ann = await world.online('ann', as)
    const states = recorded(pair.toLene.state$)
    const ringing = nextInvitation(ann)
    const adding = pair.toLene.addParticipant('sip:ann@contoso.com')
    await world.settle()
    const incoming = await ringing
    incoming.accept()
    await world.settle()
    const meeting = await incoming.connected
    const joining = meeting.addMessaging()
    await world.settle()
    await joining.connected
    return { world, ...pair, ann, incoming, adding, meeting, states: states.values }
  }

  test('a conversation of two becomes a meeting of three', async () => {
    const { toLene, toTosh, adding, meeting, states } = await group()
    expect([await adding.connected, states, names(toLene), names(toTosh), names(meeting)]).toEqual([
      toLene,
      ['Connected', 'Conferencing', 'Conferenced'],
      ['Ann Beebe', 'Lene Aaling'],
      ['Ann Beebe', 'Tosh Meston'],
      ['Lene Aaling', 'Tosh Meston'],
    ])
  })

  test('who is added is invited to a meeting', async () => {
    const { incoming, meeting } = await group()
    expect([incoming.rel, incoming.from?.name, meeting.state$.getSnapshot()]).toEqual([
      'onlineMeetingInvitation',
      'Tosh Meston',
      'Conferenced',
    ])
  })

  test('who has come is told by the invitation', async () => {
    const { adding } = await group()
    expect(adding.acceptedByParticipant).toEqual([{ name: 'Ann Beebe', uri: 'sip:ann@contoso.com' }])
  })

  test('a message reaches everybody of a group', async () => {
    const { world, toLene, toTosh, meeting } = await group()
    const heard = [toTosh, meeting].map((conversation) => recorded(conversation.messages$))
    const message = toLene.send('Lunch?')
    await world.settle()
    await message.delivered
    expect(heard.map(texts)).toEqual([['Lunch?'], ['Lunch?']])
  })

  test('typing shows to everybody of a group', async () => {
    const { world, toLene, toTosh, meeting } = await group()
    const { done } = meeting.setIsTyping()
    await world.settle()
    await done
    expect([toLene, toTosh].map(({ typing$ }) => typing$.getSnapshot().map(({ name }) => name))).toEqual([
      ['Ann Beebe'],
      ['Ann Beebe'],
    ])
  })

  test('a message that one of a group does not get names her', async () => {
    const { world, toLene, ann } = await group()
    ann.suspend()
    const message = toLene.send('Lunch?')
    const failure = rejection(message.delivered)
    await world.clock.advance(30_000)
    expect(await failure).toMatchObject({
      name: 'DeliveryFailed',
      failedDeliveryParticipant: [{ name: 'Ann Beebe', uri: 'sip:ann@contoso.com' }],
    })
  })

  test('who leaves a group leaves the others there', async () => {
    const { world, toLene, toTosh, meeting } = await group()
    const { done } = meeting.leave()
    await world.settle()
    await done
    expect([names(toLene), names(toTosh), toLene.state$.getSnapshot()]).toEqual([
      ['Lene Aaling'],
      ['Tosh Meston'],
      'Conferenced',
    ])
  })

  test('an invitation to a group that is declined fails, and the group stays', async () => {
    const world = worldOfThree()
    const { toLene } = await connectedPair(world, { tosh: as, lene: as })
    const ann = await world.online('ann', as)
    const ringing = nextInvitation(ann)
    const adding = toLene.addParticipant('sip:ann@contoso.com')
    const failure = rejection(adding.connected)
    await world.settle()
    ;(await ringing).decline()
    await world.settle()
    expect([await failure, names(toLene), toLene.state$.getSnapshot()]).toMatchObject([
      { name: 'InvitationFailed', state: 'Declined' },
      ['Lene Aaling'],
      'Conferenced',
    ])
  })

  /** Tosh is in a meeting of his; Lene asks to be let in. */
  const knocking = async () => {
    const world = worldOfThree()
    const scheduled = world.control.meeting({ organizer: 'tosh@contoso.com', subject: 'Plans', lobby: true })
    const { onlineMeetingUri } = scheduled
    const tosh = await world.online('tosh', as)
    const lene = await world.online('lene', as)
    const hosting = tosh.joinOnlineMeeting({ onlineMeetingUri })
    await world.settle()
    const hosted = await hosting.connected
    const joining = lene.joinOnlineMeeting({ onlineMeetingUri })
    await world.settle()
    const outside = joining.conversation
    if (outside === undefined) throw new Error('Lene has no conversation')
    return { world, scheduled, onlineMeetingUri, hosted, joining, outside, states: recorded(outside.state$).values }
  }

  /** Lene has been admitted, and both have messaging. */
  const meeting = async () => {
    const scene = await knocking()
    const { world, hosted, joining } = scene
    const { done } = hosted.admit(named(hosted, 'Lene Aaling'))
    await world.settle()
    await done
    const joined = await joining.connected
    const adding = [hosted.addMessaging(), joined.addMessaging()]
    await world.settle()
    await Promise.all(adding.map(({ connected }) => connected))
    return { ...scene, joined }
  }

  test('who waits in the lobby is seen waiting', async () => {
    const { hosted, joining, outside } = await knocking()
    expect([who(hosted), joining.state$.getSnapshot(), outside.state$.getSnapshot()]).toEqual([
      [{ name: 'Lene Aaling', role: expect.anything() as unknown, inLobby: true }],
      'Connecting',
      'InLobby',
    ])
  })

  test('who is admitted is in', async () => {
    const { hosted, joined, outside, states } = await meeting()
    expect([joined === outside, states, who(hosted), who(joined)]).toEqual([
      true,
      ['InLobby', 'Conferenced'],
      [{ name: 'Lene Aaling', role: 'Attendee', inLobby: false }],
      [{ name: 'Tosh Meston', role: 'Leader', inLobby: false }],
    ])
  })

  test('who is refused in the lobby is told so', async () => {
    const { world, hosted, joining, outside } = await knocking()
    const failure = rejection(joining.connected)
    const { done } = hosted.reject(named(hosted, 'Lene Aaling'))
    await world.settle()
    await done
    expect([await failure, outside.state$.getSnapshot(), who(hosted)]).toMatchObject([
      { name: 'InvitationFailed', state: 'Failed', subcode: 'Denied' },
      'Disconnected',
      [],
    ])
  })

  test('who is ejected is told so', async () => {
    const { world, hosted, joined } = await meeting()
    const { done } = hosted.eject(named(hosted, 'Lene Aaling'))
    await world.settle()
    await done
    expect([joined.state$.getSnapshot(), joined.reason?.subcode, who(hosted)]).toEqual(['Disconnected', 'Ejected', []])
  })

  test('a meeting that ends says so to everybody', async () => {
    const { world, scheduled, hosted, joined } = await meeting()
    scheduled.end()
    await world.settle()
    expect([hosted, joined].map(({ state$, reason }) => [state$.getSnapshot(), reason?.subcode])).toEqual([
      ['Disconnected', 'Ended'],
      ['Disconnected', 'Ended'],
    ])
  })

  test('the meeting of a conversation is read', async () => {
    const { world, hosted, onlineMeetingUri } = await knocking()
    const { values } = recorded(hosted.onlineMeeting$)
    await world.settle()
    expect(values.map((read) => [read?.onlineMeetingUri, read?.subject])).toEqual([
      [undefined, undefined],
      [onlineMeetingUri, 'Plans'],
    ])
  })

  test('who is promoted leads', async () => {
    const { world, hosted, joined } = await meeting()
    const { values } = recorded(joined.localParticipant$)
    await world.settle()
    const { done } = hosted.promote(named(hosted, 'Lene Aaling'))
    await world.settle()
    await done
    expect([who(hosted), values.map((local) => local?.role)]).toEqual([
      [{ name: 'Lene Aaling', role: 'Leader', inLobby: false }],
      [undefined, 'Attendee', 'Leader'],
    ])
  })

  test('who is demoted leads no longer', async () => {
    const { world, hosted } = await meeting()
    for (const verb of ['promote', 'demote'] as const) {
      const { done } = hosted[verb](named(hosted, 'Lene Aaling'))
      await world.settle()
      await done
    }
    expect(who(hosted)).toEqual([{ name: 'Lene Aaling', role: 'Attendee', inLobby: false }])
  })

  test('who does not lead may not moderate', async () => {
    const { world, joined } = await meeting()
    const failure = rejection(joined.eject(named(joined, 'Tosh Meston')).done)
    await world.settle()
    expect(await failure).toMatchObject({ name: 'CommandFailed', failure: { name: 'NotAvailable', link: 'eject' } })
  })

  const silenced = async () => {
    const scene = await meeting()
    const { done } = scene.hosted.disableAudienceMessaging()
    await scene.world.settle()
    await done
    return scene
  }

  test('an audience without messaging cannot send', async () => {
    const { world, joined } = await silenced()
    const failure = rejection(joined.send('Hi').delivered)
    await world.settle()
    expect([joined.audienceMessaging$.getSnapshot(), await failure]).toMatchObject([
      'Disabled',
      { failure: { name: 'NotAvailable', link: 'sendMessage' } },
    ])
  })

  test('an audience whose messaging is enabled again can send', async () => {
    const { world, hosted, joined } = await silenced()
    const { done } = hosted.enableAudienceMessaging()
    await world.settle()
    await done
    const message = joined.send('Hi')
    await world.settle()
    expect([joined.audienceMessaging$.getSnapshot(), message.status$.getSnapshot()]).toEqual(['Enabled', 'Succeeded'])
  })

  test('a meeting that is started can be joined', async () => {
    const world = worldOfThree()
    const tosh = await world.online('tosh', as)
    const lene = await world.online('lene', as)
    const starting = tosh.startOnlineMeeting({ subject: 'Plans' })
    await world.settle()
    const started = await starting.connected
    const reading = until(started.onlineMeeting$, (read) => read !== undefined)
    await world.settle()
    const joining = lene.joinOnlineMeeting({ onlineMeetingUri: (await reading)?.onlineMeetingUri ?? '' })
    await world.settle()
    expect([names(started), names(await joining.connected), started.subject]).toEqual([
      ['Lene Aaling'],
      ['Tosh Meston'],
      'Plans',
    ])
  })

  test('a meeting that nobody knows cannot be joined', async () => {
    const world = worldOfThree()
    const tosh = await world.online('tosh', as)
    const joining = tosh.joinOnlineMeeting({ onlineMeetingUri: 'sip:lene@contoso.com;gruu;opaque=app:conf:focus:id:X' })
    await world.settle()
    expect(await rejection(joining.connected)).toMatchObject({
      name: 'InvitationFailed',
      state: 'notStarted',
      subcode: 'DestinationNotFound',
    })
  })
})
