import { expect, onTestFinished, test } from 'vitest'
import type { MirroredClient } from '../../src/mirror/index.ts'
import type { ServerResponse } from '../../src/server/index.ts'
import { openTab, type Store, type TabIdentity, type TabOptions } from '../../src/tabs/index.ts'
import { recorded, rejection, virtualWorld } from '../integration/world.ts'
import { seededRandom } from '../support/seededRandom.ts'
import { origin, store, type Tab } from './tabPlatform.ts'

const lene = 'lene@contoso.com'
const me = 'tosh@contoso.com'

let seed = 50

interface Opened {
  readonly tab: Tab
  readonly own: Store
  readonly client: MirroredClient
  /** Of each client that it has made. */
  readonly identities: readonly TabIdentity[]
  /** What a panel shows of messages. */
  readonly texts: readonly (string | undefined)[]
  readonly gaps: () => readonly string[]
}

/** Tosh in a browser, and Lene, who answers. */
const browser = (channels?: TabOptions['channels'], applicationsRevision: 1 | 2 = 2) => {
  const world = virtualWorld({ applicationsRevision })
  world.control.user(lene).answers()
  const pages = origin()
  const pass = (ms = 200) => world.clock.advance(ms)
  const open = async (options: Partial<TabOptions> = {}, own = store()): Promise<Opened> => {
    const tab = pages.tab(world, own)
    const { platform, clock, http } = tab
    const identities: TabIdentity[] = []
    const client = openTab({
      name: me,
      clock,
      platform,
      random: seededRandom(seed++),
      ...(channels === undefined ? {} : { channels }),
      createClient: (identity) => {
        identities.push(identity)
        return world.client('tosh', { ...identity, clock, http })
      },
      ...options,
    })
    onTestFinished(() => client.close())
    const texts: (string | undefined)[] = []
    client.conversationAdded$.subscribe(({ messages$ }) => messages$.subscribe(({ text }) => texts.push(text)))
    const gaps = recorded(client.gaps$)
    void client.connect().catch(() => undefined)
    await pass()
    return { tab, own, client, identities, texts, gaps: () => gaps.values.map(({ cause }) => cause) }
  }
  const leneSays = async (text: string) => {
    world.control.user(lene).says(me, text)
    await pass(10)
  }
  const invite = async ({ client }: Opened) => {
    const invitation = client.startMessaging({ to: `sip:${lene}`, message: 'Hi' })
    await pass(10)
    return invitation.connected
  }
  const created = () => world.control.counts()['applicationCreated']
  return { ...world, pages, pass, open, leneSays, invite, created }
}

const state = ({ client }: Opened): string => client.status$.getSnapshot().state

test('where the server knows instances each tab is one of the same application', async () => {
  const { open, control, created } = browser('own')
  const [one, two] = [await open(), await open()]
  const [[a], [b]] = [one.identities, two.identities]
  expect([a?.endpointId === b?.endpointId, a?.instanceId === b?.instanceId, created(), control.parked(me)]).toEqual([
    true,
    false,
    1,
    2,
  ])
})

test('each instance hears of everything', async () => {
  const { open, invite, leneSays, pass } = browser('own')
  const [one, two] = [await open(), await open()]
  const conversation = await invite(one)
  await leneSays('hello')
  const sent = conversation.send('good day')
  await pass(10)
  await sent.delivered
  // What an instance has said itself no server tells the others.
  expect([one.texts, two.texts]).toEqual([
    ['Hi', 'hello', 'good day'],
    [undefined, 'hello', undefined],
  ])
})

test('a tab that is reloaded goes on in its own channel, with the very next event', async () => {
  const { open, invite, leneSays, created, control } = browser('own')
  const one = await open()
  await invite(one)
  await leneSays('before')
  one.tab.die()
  await leneSays('meanwhile')
  const again = await open({}, one.own)
  await leneSays('after')
  expect([again.texts, again.gaps(), created(), control.parked(me)]).toEqual([['meanwhile', 'after'], [], 1, 1])
})

test('a tab that is duplicated is another instance', async () => {
  const { open } = browser('own')
  const one = await open()
  const copy = store()
  for (const key of ['instance', 'point']) copy.set(`rx-ucwa/${me}/${key}`, one.own.get(`rx-ucwa/${me}/${key}`))
  const two = await open({}, copy)
  expect([
    one.identities[0]?.instanceId === two.identities[0]?.instanceId,
    two.identities[0]?.resumeFrom,
    [state(one), state(two)],
  ]).toEqual([false, undefined, ['available', 'available']])
})

test.each([
  ['unless told otherwise', undefined, 2],
  ['where the server knows no instances', 'own', 1],
] as const)('%s one tab has the client and the others follow', async (_, channels, revision) => {
  const { open, control } = browser(channels, revision)
  const [one, two] = [await open(), await open()]
  expect([
    [state(one), state(two)],
    one.identities.at(-1)?.instanceId,
    two.identities.length,
    control.parked(me),
  ]).toEqual([['available', 'available'], undefined, 0, 1])
})

test.each(['is closed', 'dies'])('when the leader %s another goes on with the very next event', async (how) => {
  const { open, invite, leneSays, pass, created } = browser()
  const [one, two] = [await open(), await open()]
  const conversation = await invite(two)
  await leneSays('before')
  if (how === 'dies') one.tab.die()
  else one.client.close()
  await leneSays('meanwhile')
  await pass(1000)
  await leneSays('after')
  const sent = conversation.send('still here')
  await pass(10)
  await sent.delivered
  expect([two.texts, two.gaps(), conversation.state$.getSnapshot(), created()]).toEqual([
    ['Hi', 'before', 'meanwhile', 'after', 'still here'],
    [],
    'Connected',
    1,
  ])
})

test('a leader that is reloaded follows, and shows what there was', async () => {
  const { open, invite, leneSays, pass, created } = browser()
  const [one, two] = [await open(), await open()]
  await invite(one)
  await leneSays('before')
  one.tab.die()
  await leneSays('meanwhile')
  const again = await open({}, one.own)
  await pass(1000)
  await leneSays('after')
  const all = ['Hi', 'before', 'meanwhile', 'after']
  expect([again.texts, two.texts, again.identities.length, two.identities.length, created()]).toEqual([
    all,
    all,
    0,
    1,
    1,
  ])
})

test('the only tab that is reloaded goes on where it was', async () => {
  const { open, invite, leneSays, pass, created } = browser()
  const one = await open()
  await invite(one)
  one.tab.die()
  await leneSays('meanwhile')
  const again = await open()
  await pass(1000)
  expect([again.texts, again.gaps(), created()]).toEqual([['meanwhile'], [], 1])
})

test('what was asked while nobody led is done by the next leader, once', async () => {
  const { open, invite, pass, control } = browser()
  const [one, two] = [await open(), await open()]
  const conversation = await invite(two)
  one.tab.die()
  const sent = conversation.send('in between')
  await pass(1000)
  await sent.delivered
  expect([two.texts, control.counts()['messageAccepted']]).toEqual([['Hi', 'in between'], 1])
})

test('a message that was under way when the leader died is unknown until it comes, and sent once', async () => {
  const { open, invite, pass, control } = browser()
  const [one, two] = [await open(), await open()]
  const conversation = await invite(two)
  const dies = (answer: ServerResponse): ServerResponse => {
    one.tab.die()
    return answer
  }
  control.intercept({ link: 'sendMessage' }, { rewrite: dies })
  const sent = conversation.send('did it go out?')
  const statuses = recorded(sent.status$)
  await pass(2000)
  await sent.delivered
  expect([statuses.values, two.texts]).toEqual([
    ['queued', 'sending', 'unknown', 'Succeeded'],
    ['Hi', 'did it go out?'],
  ])
})

test('a leader that is frozen is replaced after ten seconds, and follows when it is thawed', async () => {
  const { open, invite, leneSays, pass, created } = browser()
  const [one, two] = [await open(), await open()]
  const conversation = await invite(two)
  one.tab.freeze()
  const statuses = recorded(two.client.status$)
  await pass(15_000)
  await leneSays('cold')
  const sent = conversation.send('brr')
  await pass(100)
  await sent.delivered
  await pass(60 * 60_000)
  await one.tab.thaw()
  await pass(5000)
  const all = ['Hi', 'cold', 'brr']
  expect([
    statuses.values.some(({ state: at }) => at === 'unreached'),
    one.texts,
    two.texts,
    [state(one), state(two)],
    [one.gaps(), two.gaps()],
    created(),
  ]).toEqual([true, all, all, ['available', 'available'], [[], []], 1])
})

test('what was asked of a leader that was frozen is not done when it is thawed', async () => {
  const { open, invite, pass, control } = browser()
  const [one, two] = [await open(), await open()]
  const conversation = await invite(two)
  one.tab.freeze()
  const refused = rejection(conversation.send('too late').delivered)
  await pass(15_000)
  await one.tab.thaw()
  await pass(5000)
  expect([await refused, control.counts()['messageAccepted'], two.texts]).toMatchObject([
    { name: 'DeliveryFailed', message: expect.stringContaining('does not answer') as unknown },
    undefined,
    ['Hi'],
  ])
})

test('a tab that was frozen for an hour shows what came meanwhile', async () => {
  const { open, invite, leneSays, pass } = browser()
  const [, two] = [await open(), await open()]
  await invite(two)
  two.tab.freeze()
  await leneSays('are you there?')
  await pass(60 * 60_000)
  await two.tab.thaw()
  await pass(1000)
  expect([state(two), two.texts]).toEqual(['available', ['Hi', 'are you there?']])
})

test('signing out signs all tabs out', async () => {
  const { open, pass } = browser()
  const [one, two] = [await open(), await open()]
  const out = two.client.signOut()
  await pass(10)
  await out
  expect([state(one), state(two)]).toEqual(['signedOut', 'signedOut'])
})

test('where the application was lost with the leader, that is told with what it ended', async () => {
  const { open, invite, pass, control } = browser()
  const [one, two] = [await open(), await open()]
  const conversation = await invite(two)
  const gaps = recorded(two.client.gaps$)
  one.tab.die()
  control.forgetApplications()
  await pass(1000)
  expect([gaps.values, conversation.state$.getSnapshot()]).toMatchObject([
    [{ cause: 'notResumed', conversations: [conversation] }],
    'Disconnected',
  ])
})

test.each([
  ['an instance of one application', 2, 1],
  ['an endpoint of its own, where the server knows no instances', 1, 2],
] as const)('without Web Locks each tab is %s', async (_, revision, applications) => {
  const { open, pages, clock, http, created } = browser(undefined, revision)
  const withoutLocks = () => {
    const { platform } = pages.tab({ clock, http })
    return open({ platform: { ...platform, requestLock: undefined } })
  }
  const opened = [await withoutLocks(), await withoutLocks()]
  expect([opened.map(state), created()]).toEqual([['available', 'available'], applications])
})
