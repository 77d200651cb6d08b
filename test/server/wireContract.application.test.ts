import { describe, expect, test } from 'vitest'
import { schemes } from './rawWire.ts'
import { linkIn, rawWorld, readRaw, type Raw } from './rawUser.ts'

const putValue = 'please pass this in a PUT request'

const propertiesOf = (resource: Raw | undefined) => Object.entries(resource ?? {})

describe.each(schemes)('the application over %s', (scheme) => {
  test('is created with 201 and shown', async () => {
    const { url, lurk } = await rawWorld(scheme)
    const tosh = await lurk('tosh')
    const user = readRaw(await tosh.ask(`${url}/discovery/service.svc/who`))

    const answer = await tosh.post(
      linkIn(user, 'applications'),
      JSON.stringify({ userAgent: 'contract', endpointId: 'other', culture: 'da-DK' }),
      'application/json',
    )

    expect([answer.status, readRaw(answer)]).toMatchObject([
      201,
      { id: expect.stringMatching(/./) as string, culture: 'da-DK', userAgent: 'contract', rel: 'application' },
    ])
  })

  test('shows what the user can do', async () => {
    const { lurk } = await rawWorld(scheme)

    const { me, people, communication } = (await lurk('tosh')).application._embedded

    expect([
      linkIn(me, 'makeMeAvailable'),
      linkIn(people, 'myContacts'),
      linkIn(communication, 'startMessaging'),
    ]).toEqual([expect.any(String), expect.any(String), expect.any(String)])
  })

  test('has a property of communication with the value for PUT under a random name', async () => {
    const { lurk } = await rawWorld(scheme)
    const nameIn = ({ application }: { readonly application: Raw }) =>
      propertiesOf(application._embedded['communication']).find(([, value]) => value === putValue)?.[0]

    const [toshs, lenes] = [nameIn(await lurk('tosh')), nameIn(await lurk('lene'))]

    expect([toshs, lenes]).toEqual([expect.any(String), expect.any(String)])
    expect(toshs).not.toBe(lenes)
  })

  test.each([
    '{"SupportedModalities":["Messaging"]}',
    '{"supportedModalities":["Messaging"]}',
    '{"SUPPORTEDMODALITIES":["Messaging"],"signInAs":"Online"}',
  ])('makes available with %s', async (input) => {
    const { lurk } = await rawWorld(scheme)
    const tosh = await lurk('tosh')

    const answer = await tosh.post(
      linkIn(tosh.application._embedded['me'], 'makeMeAvailable'),
      input,
      'application/json',
    )

    expect([answer.status, answer.text, answer.header('content-length')]).toEqual([204, '', undefined])
  })

  test('lists the other users with name and address', async () => {
    const { lurk } = await rawWorld(scheme)
    const tosh = await lurk('tosh')

    const contacts = readRaw(await tosh.ask(linkIn(tosh.application._embedded['people'], 'myContacts')))

    expect(contacts).toMatchObject({
      _embedded: { contact: [{ uri: 'sip:lene@contoso.com', name: 'Lene', rel: 'contact' }] },
    })
  })

  test('shows one contact with her name', async () => {
    const { lurk } = await rawWorld(scheme)
    const tosh = await lurk('tosh')
    const contacts = readRaw(await tosh.ask(linkIn(tosh.application._embedded['people'], 'myContacts')))
    const [contact] = contacts._embedded['contact'] as unknown as readonly Raw[]

    expect(readRaw(await tosh.ask(linkIn(contact, 'self')))).toMatchObject({ name: 'Lene', rel: 'contact' })
  })

  test('has no query in the links that take a POST', async () => {
    const { lurk } = await rawWorld(scheme)
    const { me, communication, people } = (await lurk('tosh')).application._embedded
    const posted = [
      linkIn((await lurk('lene')).application, 'batch'),
      linkIn(me, 'makeMeAvailable'),
      linkIn(communication, 'startMessaging'),
      linkIn(people, 'presenceSubscriptions'),
    ]

    expect(posted.filter((href) => href.includes('?'))).toEqual([])
  })
})

describe.each(schemes)('a batch over %s', (scheme) => {
  /** As the oldest client writes it: an unquoted boundary, a preamble, blank lines. */
  const oldestBatch = (boundary: string, hrefs: readonly string[], host: string) =>
    [
      '',
      'This is a batch.',
      '',
      ...hrefs.flatMap((href) => [
        `--${boundary}`,
        'Content-Type: application/http; msgtype=request',
        '',
        `GET ${href} HTTP/1.1`,
        `Host: ${host}`,
        'Accept: application/json',
        '',
        '',
      ]),
      `--${boundary}--`,
      '',
    ].join('\r\n')

  const batched = async () => {
    const { url, lurk } = await rawWorld(scheme)
    const tosh = await lurk('tosh')
    const { me, people } = tosh.application._embedded
    const boundary = '----0123456789'
    const text = oldestBatch(boundary, [linkIn(me, 'self'), linkIn(people, 'self')], new URL(url).host)
    return tosh.post(linkIn(tosh.application, 'batch'), text, `multipart/batching;boundary=${boundary}`)
  }

  test('may have an unquoted boundary, a preamble, blank lines between parts', async () => {
    const answer = await batched()

    expect([answer.status, answer.header('content-type')]).toEqual([
      200,
      expect.stringMatching(/^multipart\/batching; boundary="[^"]+"$/),
    ])
  })

  test('is answered with parts that have one header, a status line, headers, and JSON in one line', async () => {
    const answer = await batched()
    const boundary = /boundary="(.*)"/.exec(answer.header('content-type') ?? '')?.[1] ?? ''

    const parts = answer.text.split(`--${boundary}`).slice(1, -1)

    const rels = parts.map((part) => {
      const [start, type, blank, status, ...rest] = part.split('\r\n')
      expect([start, type, blank, status]).toEqual([
        '',
        'Content-Type: application/http; msgtype=response',
        '',
        'HTTP/1.1 200 OK',
      ])
      const end = rest.indexOf('')
      expect(rest.slice(0, end)).toContainEqual(expect.stringMatching(/^Content-Type: application\/json/))
      const lines = rest.slice(end + 1).filter((line) => line !== '')
      expect(lines).toHaveLength(1)
      return (JSON.parse(lines[0] ?? '') as Raw).rel
    })
    expect(rels).toEqual(['me', 'people'])
  })

  test('is answered with parts whose last header is the Content-Type, since old clients read on from there', async () => {
    const { url, lurk } = await rawWorld(scheme)
    const tosh = await lurk('tosh')
    const text = oldestBatch('b1', [linkIn(tosh.application._embedded['me'], 'makeMeAvailable')], new URL(url).host)

    const answer = await tosh.post(linkIn(tosh.application, 'batch'), text, 'multipart/batching;boundary=b1')

    const lines = answer.text.split('\r\n')
    const body = lines.findIndex((line) => line.startsWith('{'))
    expect(lines.slice(body - 2, body)).toEqual([expect.stringMatching(/^Content-Type: application\/json/), ''])
    expect(lines).toContain('Allow: POST')
  })

  test('is answered with parts in which no header but one has Content-Type in its name, since old clients search for that', async () => {
    const answer = await batched()

    const lines = answer.text.split('\r\n').filter((line) => line.includes('Content-Type'))

    const envelope = 'Content-Type: application/http; msgtype=response'
    const content = 'Content-Type: application/json; charset=utf-8'
    expect(lines).toEqual([envelope, content, envelope, content])
  })
})
