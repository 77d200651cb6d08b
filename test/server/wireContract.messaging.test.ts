import { describe, expect, test } from 'vitest'
import { schemes, type RawAnswer } from './rawWire.ts'
import {
  bodyOf,
  eventsIn,
  linkIn,
  nextMessage,
  rawConversation,
  rawWorld,
  readRaw,
  ringing,
  type Raw,
  type RawPage,
} from './rawUser.ts'

const text = 'text/plain'

const idOf = ({ header }: RawAnswer) => header('location')?.toLowerCase()

describe.each(schemes)('an invitation over %s', (scheme) => {
  const inviting = async () => {
    const world = await rawWorld(scheme)
    const tosh = await world.signIn('tosh')
    const lene = await world.signIn('lene')
    const answer = await tosh.startMessaging({ to: 'sip:lene@contoso.com', operationId: 'op1', subject: 'Lunch' })
    return { world, tosh, lene, answer, rung: await ringing(lene) }
  }

  test('is answered with 201 and its place', async () => {
    const { tosh, answer } = await inviting()

    const shown = await tosh.ask(answer.header('location') ?? '')

    expect([answer.status, shown.status, readRaw(shown)['operationId']]).toEqual([201, 200, 'op1'])
  })

  test('is in the first page of events, however late that is asked for', async () => {
    const { tosh } = await inviting()

    const rels = eventsIn(await tosh.page()).map(({ type, link }) => `${type} ${link.rel}`)

    expect(rels).toContain('started messagingInvitation')
  })

  test('is accepted with a query of the client and an empty body of text', async () => {
    const { lene, rung } = await inviting()

    const answer = await lene.post(`${linkIn(rung, 'accept')}?sessionContext=0123abcd`, '', text)

    expect([answer.status, answer.text]).toEqual([204, ''])
  })

  test('is declined with a reason', async () => {
    const { lene, rung } = await inviting()

    expect((await lene.post(linkIn(rung, 'decline'), '{"reason":"Local"}', 'application/json')).status).toBe(204)
  })

  test('has no query in the links that take a POST', async () => {
    const { rung } = await inviting()

    expect([linkIn(rung, 'accept'), linkIn(rung, 'decline')].filter((href) => href.includes('?'))).toEqual([])
  })

  test('has the query of the server in them where a switch says so', async () => {
    const world = await rawWorld(scheme, { hrefQueries: true })
    const { communication } = (await world.lurk('tosh')).application._embedded

    expect(linkIn(communication, 'startMessaging')).toMatch(/\?serverKey=/i)
  })
})

describe.each(schemes)('a message over %s', (scheme) => {
  test.each(['OperationContext', 'operationContext', 'operationId', 'OPERATIONCONTEXT'])(
    'is answered with 201 where the client names it by %s',
    async (name) => {
      const { tosh, toshs } = await rawConversation(scheme)

      const answer = await tosh.post(`${linkIn(toshs, 'sendMessage')}?${name}=abc`, 'Hi', text)

      expect([answer.status, answer.header('location')]).toEqual([201, expect.any(String)])
    },
  )

  test('is answered with 201 without a name', async () => {
    const { tosh, toshs } = await rawConversation(scheme)

    expect((await tosh.post(linkIn(toshs, 'sendMessage'), 'Hi', text)).status).toBe(201)
  })

  test('is UTF-8 without a charset', async () => {
    const { tosh, toshs, lene } = await rawConversation(scheme)

    await tosh.post(linkIn(toshs, 'sendMessage'), 'Grüße 😀, + 100 %', text)
    const { _embedded } = await nextMessage(lene)

    const data = linkIn(_embedded['message'], 'plainMessage')
    const [kind = '', escaped = ''] = data.split(/,(.*)/s)
    expect([kind, decodeURIComponent(escaped.replaceAll('+', ' '))]).toEqual([
      'data:text/plain;charset=utf-8',
      'Grüße 😀, + 100 %',
    ])
  })

  test('arrives with its sender, its time, and the relation for a key', async () => {
    const { tosh, toshs, lene } = await rawConversation(scheme)

    await tosh.post(linkIn(toshs, 'sendMessage'), 'Hi', text)
    const event = await nextMessage(lene)

    expect(event).toMatchObject({
      type: 'completed',
      link: { rel: 'message' },
      _embedded: {
        message: {
          direction: 'Incoming',
          timeStamp: expect.stringMatching(/^\/Date\(\d+\)\/$/) as string,
          _links: {
            contact: { href: expect.any(String) as string },
            participant: { href: expect.any(String) as string },
            plainMessage: { href: 'data:text/plain;charset=utf-8,Hi' },
          },
        },
      },
    })
    expect(Object.keys(event._embedded)).toEqual(['message'])
  })

  test('is found by its sender through its place alone', async () => {
    const { tosh, toshs, lene } = await rawConversation(scheme)

    const sent = await tosh.post(`${linkIn(toshs, 'sendMessage')}?operationContext=abc`, 'Hi', text)
    const own = nextMessage(tosh)
    await nextMessage(lene)
    void lene.page().catch(() => undefined)
    const event = await own

    const body = event._embedded['message']
    expect(event.link.href.toLowerCase()).toBe(idOf(sent))
    expect(body).toMatchObject({ direction: 'Outgoing' })
    expect([Object.keys(body?._links ?? {}), body?.['operationId']]).toEqual([['self', 'messaging'], undefined])
  })

  test('bears the name that the client gave it where a switch says so', async () => {
    const { tosh, toshs, lene } = await rawConversation(scheme, { messageOperationIds: true })

    await tosh.post(`${linkIn(toshs, 'sendMessage')}?operationId=abc`, 'Hi', text)
    const own = nextMessage(tosh)
    await nextMessage(lene)
    void lene.page().catch(() => undefined)

    expect((await own)._embedded['message']).toMatchObject({ operationId: 'abc' })
  })
})

describe.each(schemes)('a conversation over %s', (scheme) => {
  test('has no query in the links that take a POST', async () => {
    const { toshs } = await rawConversation(scheme)

    const posted = ['sendMessage', 'setIsTyping', 'stopMessaging'].map((rel) => linkIn(toshs, rel))

    expect(posted.filter((href) => href.includes('?'))).toEqual([])
  })

  test('ends by stopMessaging with an empty body', async () => {
    const { tosh, toshs } = await rawConversation(scheme)

    const answer = await tosh.post(linkIn(toshs, 'stopMessaging'), '', text)

    expect([answer.status, answer.text]).toEqual([204, ''])
  })

  test('is not found by a second stopMessaging', async () => {
    const { tosh, toshs } = await rawConversation(scheme)
    await tosh.post(linkIn(toshs, 'stopMessaging'))

    expect((await tosh.post(linkIn(toshs, 'stopMessaging'))).status).toBe(404)
  })

  test('calls what it embeds in an event by the relation of the event', async () => {
    const world = await rawWorld(scheme)
    const tosh = await world.signIn('tosh')
    const lene = await world.signIn('lene')
    await tosh.startMessaging({ to: 'sip:lene@contoso.com', operationId: 'op1' })
    await lene.post(linkIn(await ringing(lene), 'accept'))
    const pages: RawPage[] = []
    while (!pages.some((page) => eventsIn(page).some(isConnected))) pages.push(await tosh.page())

    const keys = pages
      .flatMap(eventsIn)
      .flatMap(({ link, _embedded }) => keysOf(_embedded).map((key) => [link.rel, key]))

    expect(bodyOf('messaging', ...pages)['state']).toBe('Connected')
    expect(keys.filter(([rel, key]) => rel !== key)).toEqual([])
  })
})

const keysOf = (embedded: object | undefined): readonly string[] => Object.keys(embedded ?? {})

const isConnected = ({ link, _embedded }: Raw) =>
  link.rel === 'messaging' && _embedded['messaging']?.['state'] === 'Connected'

describe.each(schemes)('the event channel over %s', (scheme) => {
  test('gives a browser that repeats its P-GET the same page again', async () => {
    const { lurk } = await rawWorld(scheme)
    const tosh = await lurk('tosh')
    await tosh.startMessaging({ to: 'sip:lene@contoso.com', operationId: 'op1' })
    const first = await tosh.page()

    const again = await tosh.ask(tosh.polled())

    expect(JSON.parse(again.text)).toEqual(first)
    expect(Object.keys(first._links)).toEqual(['self', 'next'])
  })
})
