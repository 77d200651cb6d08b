import { either as E } from 'fp-ts'
import { expect, onTestFinished, test } from 'vitest'
import type { ResourceEvent } from '../../src/protocol/event/resourceEvent.ts'
import type { Contact } from '../../src/runtime/contact.ts'
import { createPeople } from '../../src/runtime/people.ts'
import { Presences } from '../../src/runtime/presences.ts'
import { hangs, reply, resource, type Reply, type Script } from '../support/fakeHttp.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'
import { absolute } from './fakeConversations.ts'
import { partsOf } from './fakeSession.ts'

const uriOf = (name: string) => `sip:${name}@contoso.com`
const contactOf = (name: string) => ({
  uri: uriOf(name),
  name,
  _links: { self: { href: `/contacts/${name}` }, contactPresence: { href: `/${name}/presence` } },
})
const searchFor = (name: string) => `GET /search?query=sip%3A${name}%40contoso.com`
const found = (...names: readonly string[]) => resource({ _embedded: { contact: names.map(contactOf) } })
const is = (availability: string) => resource({ availability })
const made = (name = '1'): Reply => reply(201, '', { location: `/subs/${name}` })

const lenes: Script = {
  [searchFor('lene')]: found('lene'),
  'GET /lene/presence': is('Busy'),
  'POST /subs': made(),
  'POST /subs/1': resource({}),
  'DELETE /subs/1': reply(204),
}

const links = {
  myContacts: { href: '/contacts' },
  search: { href: '/search' },
  presenceSubscriptions: { href: '/subs' },
}

const watching = (script: Script = lenes) => {
  const { http, place, seen, session, state, wire } = partsOf(script)
  const clock = virtualClock()
  let life = new AbortController()
  const faults: unknown[] = []
  const people = createPeople({ wire, patient: wire, place, session, life: () => life.signal })
  const presences = new Presences({
    ...{ wire, patient: wire, clock, random: () => 1, place, people, session },
    faulted: (fault) => faults.push(fault),
  })
  const begin = () => {
    life.abort()
    life = new AbortController()
    state.begin({ people: { _links: links } })
  }
  begin()

  /** Somebody looks at her, in this turn. */
  const look = (who: Contact | string) => {
    const contact = presences.watch(who)
    if (contact === undefined) throw new Error('nothing to watch')
    const stop = contact.listen(() => undefined)
    const leave = () => {
      stop()
      presences.leave()
    }
    return { contact, leave, availability: () => contact.presence.availability }
  }
  const watch = async (who: Contact | string) => {
    const looking = look(who)
    await drain()
    return looking
  }
  const happens = async (rel: string, href: string, more: Partial<ResourceEvent> = {}) => {
    presences.event({ link: { rel, href }, type: 'updated', ...more })
    await drain()
  }
  const contacts = async (): Promise<readonly Contact[]> => {
    const answer = await people.myContacts()
    return E.isRight(answer) ? answer.right : []
  }
  const subscribed = () =>
    http.requests.filter(({ url }) => url === absolute('/subs')).map(({ body }) => JSON.parse(body ?? '') as unknown)
  return { begin, contacts, faults, happens, look, presences, seen, state, subscribed, watch }
}

const byUri = [
  'GET /search?query=sip%3Alene%40contoso.com search',
  'POST /subs presenceSubscriptions',
  'GET /lene/presence contactPresence',
]

test('somebody is searched for, subscribed to and read', async () => {
  const { seen, subscribed, watch } = watching()
  const lene = await watch('sip:lene@contoso.com')
  expect([lene.availability(), seen()]).toEqual(['Busy', byUri])
  expect(subscribed()).toEqual([{ duration: 30, uris: ['sip:lene@contoso.com'] }])
})

test('somebody is the same, however her address is spelt', async () => {
  const { look, seen } = watching({
    ...lenes,
    [searchFor('lene')]: resource({ _embedded: { contact: [{ ...contactOf('lene'), uri: 'SIP:Lene@Contoso.com' }] } }),
  })
  const [one, other] = [look('sip:lene@contoso.com'), look(' SIP:Lene@contoso.com ')]
  await drain()
  expect([one.contact === other.contact, one.availability(), seen()]).toEqual([true, 'Busy', byUri])
})

test('a contact that was found needs no search', async () => {
  const { contacts, seen, watch } = watching({ ...lenes, 'GET /contacts': found('lene') })
  const [contact] = await contacts()
  const lene = await watch(contact ?? '')
  expect([lene.availability(), seen().slice(1)]).toEqual([
    'Busy',
    ['GET /lene/presence contactPresence', 'POST /subs presenceSubscriptions'],
  ])
})

test('a contact without an address is read all the same, and not subscribed to', async () => {
  const { contacts, seen, watch } = watching({
    'GET /contacts': resource({ _embedded: { contact: [{ ...contactOf('lene'), uri: null }] } }),
    'GET /lene/presence': is('Busy'),
  })
  const [contact] = await contacts()
  const lene = await watch(contact ?? '')
  expect([lene.availability(), seen().slice(1)]).toEqual(['Busy', ['GET /lene/presence contactPresence']])
})

test('what is known of where somebody is outlasts one who does not know it', async () => {
  const { contacts, look, seen } = watching({ ...lenes, 'GET /contacts': found('lene') })
  const [contact] = await contacts()
  look(contact ?? '')
  look('sip:lene@contoso.com')
  await drain()
  expect(seen().slice(1)).toEqual(['GET /lene/presence contactPresence', 'POST /subs presenceSubscriptions'])
})

test.each(['no address at all', ''])('the presence of %o is asked of nobody', async (uri) => {
  const { seen, watch } = watching()
  const nobody = await watch(uri)
  expect([nobody.availability(), seen()]).toEqual(['unknown', []])
})

test('the presence of whom no search finds is unknown', async () => {
  const { faults, watch } = watching({ ...lenes, [searchFor('lene')]: found('ida') })
  const lene = await watch('sip:lene@contoso.com')
  expect([lene.availability(), faults]).toEqual(['unknown', []])
})

test('the presence that cannot be read is unknown', async () => {
  const { watch } = watching({ ...lenes, 'GET /lene/presence': reply(403) })
  expect((await watch('sip:lene@contoso.com')).availability()).toBe('unknown')
})

test('what has become unreadable is unknown', async () => {
  const { happens, watch } = watching({ ...lenes, 'GET /lene/presence': [is('Busy'), reply(403)] })
  const lene = await watch('sip:lene@contoso.com')
  await happens('contactPresence', '/lene/presence')
  expect(lene.availability()).toBe('unknown')
})

test('a defect is told', async () => {
  const { faults, watch } = watching({ 'POST /subs': made() })
  await watch('sip:lene@contoso.com')
  expect(faults).toMatchObject([{ message: expect.stringContaining('not in the script') as unknown }])
})

const many = (count: number) => Array.from({ length: count }, (_, at) => `user${at}`)

test('whoever is watched from one turn on is subscribed to a hundred at a time', async () => {
  const { look, subscribed } = watching({
    ...lenes,
    ...Object.fromEntries(many(150).map((name) => [searchFor(name), hangs])),
  })
  for (const name of many(150)) look(uriOf(name))
  await drain()
  const uris = many(150).map(uriOf)
  expect(subscribed()).toEqual([
    { duration: 30, uris: uris.slice(0, 100) },
    { duration: 30, uris: uris.slice(100) },
  ])
})

test('many who are watched one after another are no leak to the platform', async () => {
  const warnings: unknown[] = []
  const warned = (warning: unknown) => void warnings.push(warning)
  process.on('warning', warned)
  onTestFinished(() => void process.off('warning', warned))
  const { subscribed, watch } = watching({
    'GET /search': reply(404),
    'POST /subs': Array.from({ length: 12 }, () => made()),
  })
  for (let who = 0; who < 12; who++) await watch(`sip:${who}@contoso.com`)
  await drain()
  expect([subscribed().length, warnings]).toEqual([12, []])
})

test('eight are read at once', async () => {
  const { look, seen } = watching({ ...lenes, ...Object.fromEntries(many(20).map((name) => [searchFor(name), hangs])) })
  for (const name of many(20)) look(uriOf(name))
  await drain()
  expect(seen().filter((line) => line.startsWith('GET /search')).length).toBe(8)
})

test('whom nobody watches any more is subscribed to no longer', async () => {
  const { happens, seen, watch } = watching()
  const lene = await watch('sip:lene@contoso.com')
  lene.leave()
  await drain()
  await happens('contactPresence', '/lene/presence')
  expect(seen().slice(byUri.length)).toEqual(['DELETE /subs/1 presenceSubscription'])
})

test('whom somebody watches still is subscribed to as before', async () => {
  const { seen, watch } = watching()
  const one = await watch('sip:lene@contoso.com')
  await watch('sip:lene@contoso.com')
  one.leave()
  await drain()
  expect(seen()).toEqual(byUri)
})

test('who comes back in the turn in which she was left is subscribed to as before', async () => {
  const { look, seen, watch } = watching()
  const one = await watch('sip:lene@contoso.com')
  one.leave()
  const other = look('sip:lene@contoso.com')
  await drain()
  expect([other.availability(), seen()]).toEqual(['Busy', byUri])
})

const both: Script = { ...lenes, [searchFor('ida')]: found('ida'), 'GET /ida/presence': is('Away') }

test('a subscription goes with the last of those it is about', async () => {
  const { look, seen } = watching(both)
  const [lene, ida] = [look('sip:lene@contoso.com'), look('sip:ida@contoso.com')]
  await drain()
  lene.leave()
  await drain()
  const before = seen().filter((line) => line.startsWith('DELETE'))
  ida.leave()
  await drain()
  expect([before, seen().at(-1)]).toEqual([[], 'DELETE /subs/1 presenceSubscription'])
})

test('who is watched anew while her subscription is there is not subscribed to again, but read', async () => {
  const { look, seen, subscribed, watch } = watching(both)
  const [lene] = [look('sip:lene@contoso.com'), look('sip:ida@contoso.com')]
  await drain()
  lene.leave()
  await drain()
  const before = seen().length
  const again = await watch('sip:lene@contoso.com')
  expect([again.availability(), subscribed().length, seen().slice(before)]).toEqual([
    'Busy',
    1,
    [byUri[0], 'GET /lene/presence contactPresence'],
  ])
})

test('whoever was subscribed to before is subscribed to anew when she is watched again', async () => {
  const { subscribed, watch } = watching({ ...lenes, 'POST /subs': [made(), made('2')] })
  const lene = await watch('sip:lene@contoso.com')
  lene.leave()
  await drain()
  await watch('sip:lene@contoso.com')
  expect(subscribed().length).toBe(2)
})

test('what is read of somebody whom nobody watches any more is given up', async () => {
  let late: (answer: Reply) => void = () => undefined
  const slow = new Promise<Reply>((resolve) => (late = resolve))
  const { seen, watch } = watching({ ...lenes, [searchFor('lene')]: slow })
  const lene = await watch('sip:lene@contoso.com')
  lene.leave()
  await drain()
  late(found('lene'))
  await drain()
  expect([lene.availability(), seen().slice(2)]).toEqual(['unknown', ['DELETE /subs/1 presenceSubscription']])
})

test('who waits to be read while nobody watches her any more is not read', async () => {
  const script = { ...lenes, ...Object.fromEntries(many(9).map((name) => [searchFor(name), hangs])) }
  const { look, seen } = watching(script)
  const all = many(9).map((name) => look(uriOf(name)))
  await drain()
  for (const one of all.reverse()) one.leave()
  await drain()
  expect(seen().filter((line) => line.startsWith('GET /search')).length).toBe(8)
})

test.each(['/lene/presence', '/LENE/Presence'])('an event about %s reads her again', async (href) => {
  const { happens, watch } = watching({ ...lenes, 'GET /lene/presence': [is('Busy'), is('Away')] })
  const lene = await watch('sip:lene@contoso.com')
  await happens('contactPresence', href)
  expect(lene.availability()).toBe('Away')
})

test('an event about somebody else, or something else, reads nothing', async () => {
  const { happens, seen, watch } = watching()
  await watch('sip:lene@contoso.com')
  await happens('contactPresence', '/ida/presence')
  await happens('contactPresence', '/ida/presence', { in: { rel: 'group', href: '/groups/1' } })
  await happens('contactPresence', '/ida/presence', { in: { rel: 'contact', href: '/contacts/ida' } })
  await happens('contactNote', '/lene/presence')
  await happens('presenceSubscription', '/subs/1')
  await happens('contact', '/contacts/ida', { type: 'deleted' })
  expect(seen()).toEqual(byUri)
})

test('an event reads nothing while nobody is watched', async () => {
  const { happens, seen } = watching()
  await happens('contactPresence', '/ida/presence', { in: { rel: 'contact', href: '/contacts/ida' } })
  expect(seen()).toEqual([])
})

/** Lene, whom no search finds, is watched. */
const unfound = async (answers: Script) => {
  const all = watching({ ...lenes, [searchFor('lene')]: found(), ...answers })
  const lene = await all.watch('sip:lene@contoso.com')
  const before = all.seen().length
  const happens = (contact = '/contacts/lene') =>
    all.happens('contactPresence', '/lene/presence', { in: { rel: 'contact', href: contact } })
  return { ...all, lene, happens, asked: () => all.seen().slice(before) }
}

const readContact = 'GET /contacts/lene contact'

test('whom no search finds is known by an event about her', async () => {
  const { asked, happens, lene } = await unfound({ 'GET /contacts/lene': resource(contactOf('lene')) })
  await happens()
  expect([lene.availability(), asked()]).toEqual(['Busy', [readContact, 'GET /lene/presence contactPresence']])
})

test('an event about a contact that nobody watches changes nothing', async () => {
  const { asked, faults, happens, lene } = await unfound({
    'GET /contacts/ida': resource(contactOf('ida')),
    'GET /contacts/x': resource({}),
  })
  await happens('/contacts/ida')
  await happens('/contacts/x')
  expect([lene.availability(), asked(), faults]).toEqual([
    'unknown',
    ['GET /contacts/ida contact', 'GET /contacts/x contact'],
    [],
  ])
})

test('a contact that says nothing of her presence is searched for again', async () => {
  const { asked, happens, lene } = await unfound({ 'GET /contacts/lene': resource({ uri: uriOf('lene') }) })
  await happens()
  expect([lene.availability(), asked()]).toEqual(['unknown', [readContact, byUri[0]]])
})

test('a contact is read once for the events that come meanwhile, and again for a later one', async () => {
  const { asked, faults, happens, lene, presences } = await unfound({
    'GET /contacts/lene': [reply(503), resource(contactOf('lene'))],
  })
  const event: ResourceEvent = {
    link: { rel: 'contactPresence', href: '/lene/presence' },
    in: { rel: 'contact', href: '/contacts/lene' },
    type: 'updated',
  }
  presences.event(event)
  await happens()
  const first = asked()
  await happens()
  expect([first, lene.availability(), faults]).toEqual([[readContact], 'Busy', []])
})

test('a contact that is found while an event is read is not placed again', async () => {
  let late: (answer: Reply) => void = () => undefined
  const slow = new Promise<Reply>((resolve) => (late = resolve))
  const { asked, happens, lene, presences } = await unfound({
    [searchFor('lene')]: [found(), found('lene')],
    'GET /contacts/lene': slow,
  })
  await happens()
  presences.renew()
  await drain()
  late(resource({ ...contactOf('lene'), _links: { contactPresence: { href: '/elsewhere' } } }))
  await drain()
  expect([lene.availability(), asked().filter((line) => line.startsWith('GET'))]).toEqual([
    'Busy',
    [readContact, byUri[0], 'GET /lene/presence contactPresence'],
  ])
})

test('a contact that is read when the application goes is nobody', async () => {
  let late: (answer: Reply) => void = () => undefined
  const slow = new Promise<Reply>((resolve) => (late = resolve))
  const { asked, happens, lene, state } = await unfound({ 'GET /contacts/lene': slow })
  await happens()
  state.lose()
  late(resource(contactOf('lene')))
  await drain()
  expect([lene.availability(), asked()]).toEqual(['unknown', [readContact]])
})

test('a defect in reading a contact is told', async () => {
  const { faults, happens } = await unfound({})
  await happens()
  expect(faults).toMatchObject([{ message: expect.stringContaining('not in the script') as unknown }])
})

test('a subscription that the server has dropped is seen to', async () => {
  const { happens, seen, watch } = watching()
  await watch('sip:lene@contoso.com')
  await happens('presenceSubscription', '/subs/1', { type: 'deleted' })
  expect(seen().slice(byUri.length)).toEqual(['POST /subs/1 presenceSubscription'])
})

test('subscriptions are seen to, once each, and everybody is read when events were lost', async () => {
  const { look, presences, seen } = watching({ ...both, 'GET /lene/presence': [is('Busy'), is('Away')] })
  const [lene, ida] = [look('sip:lene@contoso.com'), look('sip:ida@contoso.com')]
  await drain()
  const before = seen().length
  presences.renew()
  await drain()
  expect([lene.availability(), ida.availability(), seen().slice(before).sort()]).toEqual([
    'Away',
    'Away',
    ['GET /ida/presence contactPresence', 'GET /lene/presence contactPresence', 'POST /subs/1 presenceSubscription'],
  ])
})

test('nothing is known without an application, and everything is asked for anew in the next', async () => {
  const { begin, seen, state, watch } = watching()
  const lene = await watch('sip:lene@contoso.com')
  state.lose()
  await drain()
  const without = [lene.availability(), seen().length]
  begin()
  await drain()
  expect([without, lene.availability(), seen().slice(byUri.length)]).toEqual([['unknown', byUri.length], 'Busy', byUri])
})

test('who is watched before there is an application is asked for when there is', async () => {
  const { begin, seen, state, watch } = watching()
  state.lose()
  const lene = await watch('sip:lene@contoso.com')
  const before = seen()
  begin()
  await drain()
  expect([before, lene.availability()]).toEqual([[], 'Busy'])
})

test('a change of the session that is none of the application asks for nothing', async () => {
  const { seen, state, watch } = watching()
  await watch('sip:lene@contoso.com')
  state.changed()
  await drain()
  expect(seen()).toEqual(byUri)
})

/** As many steps of promises as an answer takes to come through, and some more. */
const steps = Array.from({ length: 20 }, (_, at) => at)

const take = async (count: number) => {
  for (let at = 0; at < count; at++) await Promise.resolve()
}

test('what is read when the application goes is dropped, however near it is', async () => {
  const known: unknown[] = []
  for (const step of steps) {
    let late: (answer: Reply) => void = () => undefined
    const slow = new Promise<Reply>((resolve) => (late = resolve))
    const { state, watch } = watching({ ...lenes, 'GET /lene/presence': slow })
    const lene = await watch('sip:lene@contoso.com')
    late(is('Busy'))
    await take(step)
    state.lose()
    await drain()
    known.push(lene.availability())
  }
  expect(known).toEqual(steps.map(() => 'unknown'))
})

test('what a contact of another application says is nothing, however near it is', async () => {
  const known: unknown[] = []
  for (const step of steps) {
    let late: (answer: Reply) => void = () => undefined
    const slow = new Promise<Reply>((resolve) => (late = resolve))
    const { begin, happens, lene, state } = await unfound({
      [searchFor('lene')]: [found(), hangs],
      'GET /contacts/lene': slow,
      'GET /lene/presence': hangs,
    })
    await happens()
    late(resource(contactOf('lene')))
    await take(step)
    state.lose()
    await take(1)
    begin()
    await drain()
    known.push(lene.contact.href)
  }
  expect(known).toEqual(steps.map(() => undefined))
})

test('who is watched again is known by events, though she was found before', async () => {
  const { happens, watch } = watching({
    ...lenes,
    [searchFor('lene')]: [found('lene'), found()],
    'POST /subs': [made(), made('2')],
    'GET /contacts/lene': resource(contactOf('lene')),
  })
  const before = await watch('sip:lene@contoso.com')
  before.leave()
  await drain()
  const lene = await watch('sip:lene@contoso.com')
  const unknown = lene.availability()
  await happens('contactPresence', '/lene/presence', { in: { rel: 'contact', href: '/contacts/lene' } })
  expect([unknown, lene.availability()]).toEqual(['unknown', 'Busy'])
})

test('whom no search finds is known by an event, though others are found', async () => {
  const { happens, look } = watching({
    ...both,
    [searchFor('lene')]: found(),
    'GET /contacts/lene': resource(contactOf('lene')),
  })
  const [, lene] = [look('sip:ida@contoso.com'), look('sip:lene@contoso.com')]
  await drain()
  await happens('contactPresence', '/lene/presence', { in: { rel: 'contact', href: '/contacts/lene' } })
  expect(lene.availability()).toBe('Busy')
})

test('an event about where somebody was in another application reads nothing', async () => {
  const { begin, happens, seen, watch } = watching({
    ...lenes,
    [searchFor('lene')]: [found('lene'), hangs],
  })
  await watch('sip:lene@contoso.com')
  begin()
  await drain()
  const before = seen().length
  await happens('contactPresence', '/lene/presence')
  expect(seen().length).toBe(before)
})

test('everything ends with the client, which nobody is watched by any more', async () => {
  const { presences, seen, state, watch } = watching()
  const lene = await watch('sip:lene@contoso.com')
  state.end()
  await drain()
  presences.renew()
  await drain()
  expect([lene.contact.isOver, presences.watch('sip:lene@contoso.com'), seen()]).toEqual([true, undefined, byUri])
})
