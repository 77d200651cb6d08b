import { taskEither as TE } from 'fp-ts'
import { expect, test } from 'vitest'
import type { Http, HttpRequest, HttpResponse } from '../../src/transport/http.ts'
import { cast, richSession } from './richSession.ts'
import { format, recorded, rejection, virtualWorld } from './world.ts'

const words = { plain: 'plain words', html: '<b>markup</b>', custom: 'custom words', note: 'noted words' }

const isJson = format.name === 'JSON'

/** Puts more members into the outermost resource of an answer. */
const withMore = (text: string, more: { readonly json: string; readonly xml: string }): string => {
  if (isJson) return text.startsWith('{"') ? `{${more.json},${text.slice(1)}` : text
  return text.replace(/(<(?:resource|events|reason)\b[^>]*[^/]>)/, `$1${more.xml}`)
}

const prototypes = {
  json: '"__proto__":{"polluted":true,"rel":"evil"},"constructor":{"prototype":{"polluted":true}},"toString":1,"hasOwnProperty":2',
  xml: [
    '<property name="__proto__">x</property><__proto__><property name="polluted">true</property></__proto__>',
    '<constructor><prototype><property name="polluted">true</property></prototype></constructor>',
    '<link rel="__proto__" href="/x"/><resource rel="__proto__" href="/y"/><property name="toString">1</property>',
  ].join(''),
}

const deep = (depth: number) => ({
  json: `"deep":${'['.repeat(depth)}${']'.repeat(depth)}`,
  xml: `${'<deep>'.repeat(depth)}${'</deep>'.repeat(depth)}`,
})

const many = (count: number) => ({
  json: `"many":[${'7,'.repeat(count)}7],${Array.from({ length: count }, (_, at) => `"m${at}":null`).join(',')}`,
  xml: `<propertyList name="many">${'<item>7</item>'.repeat(count)}</propertyList>`,
})

const play = async (meddle: (response: HttpResponse, request: HttpRequest) => HttpResponse) => {
  const world = virtualWorld({ users: cast })
  const http: Http = (request, signal) =>
    TE.map((response: HttpResponse) => meddle(response, request))(world.http(request, signal))
  const tosh = world.client('tosh', { http })
  const faults = recorded(tosh.faults$)
  const failures = await richSession(world, tosh, words)
  const { messageDelivered, invitationAccepted } = world.control.counts()
  return { failures: failures.map(String), faults: faults.values.length, messageDelivered, invitationAccepted }
}

const played = () => play((response) => response)

test.each<[string, { readonly json: string; readonly xml: string }]>([
  ['names of prototypes', prototypes],
  ['a thousand more members', many(1_000)],
  [`nesting of ${isJson ? 5_000 : 40} levels`, deep(isJson ? 5_000 : 40)],
])('%s in every answer change nothing', async (_, more) => {
  const session = await play((response) => ({ ...response, text: withMore(response.text, more) }))
  expect([session, Object.keys(Object.prototype), Reflect.get({}, 'polluted')]).toEqual([await played(), [], undefined])
})

const answering = async (text: string) => {
  const world = virtualWorld()
  const http: Http = (request, signal) =>
    TE.map((response: HttpResponse) => ({ ...response, text }))(world.http(request, signal))
  return rejection(world.client('tosh', { http }).connect())
}

const bomb = `<!DOCTYPE b [<!ENTITY a "${'x'.repeat(50)}">${Array.from(
  { length: 12 },
  (_, at) => `<!ENTITY a${at} "${`&a${at === 0 ? '' : at - 1};`.repeat(10)}">`,
).join('')}]>`

test.each(
  isJson
    ? [
        `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
        '{"a":'.repeat(100_000),
        `{"_links":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      ]
    : [
        `${bomb}<resource rel="root">&a11;</resource>`,
        '<!DOCTYPE r SYSTEM "file:///etc/passwd"><resource rel="root"/>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "http://evil.example/">]><resource rel="root">&x;</resource>',
        '<resource rel="root">&undefined;</resource>',
        `<resource rel="root">${'<a>'.repeat(100_000)}`,
        `<resource ${Array.from({ length: 50_000 }, (_, at) => `a${at}="x"`).join(' ')}/>`,
      ],
)('an answer that begins with %.40s fails the sign-in', async (text) => {
  expect(await answering(text)).toMatchObject({ name: 'DiscoveryFailed' })
})

test('a hundred thousand events in a page are taken', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const { values } = recorded(tosh.events$)
  const event = { link: { rel: 'odd', href: '/odd' }, type: 'updated' }
  world.control.emit('tosh@contoso.com', [
    { rel: 'communication', href: '/c', events: Array.from({ length: 100_000 }, () => event) },
  ])
  await world.settle()
  expect([values.filter(({ event: { link } }) => link.rel === 'odd').length, tosh.status$.getSnapshot().state]).toEqual(
    [100_000, 'available'],
  )
})

test.each(['a\r\nX-Evil: 1', 'a\u0000', '€', '\ud800'])('an etag %j is not sent back', async (etag) => {
  const world = virtualWorld()
  const sent: HttpRequest[] = []
  const http: Http = (request, signal) => {
    sent.push(request)
    return TE.map((response: HttpResponse) => ({
      ...response,
      header: (name: string) => (name.toLowerCase() === 'etag' ? etag : response.header(name)),
      text: isJson ? response.text.replaceAll(/"etag":"[^"]*"/g, `"etag":${JSON.stringify(etag)}`) : response.text,
    }))(world.http(request, signal))
  }
  const tosh = await world.online('tosh', { http })
  for (let round = 0; round < 2; round++) {
    void rejection(tosh.communication.update({ conversationHistory: 'Enabled' }).done)
    void rejection(tosh.people.myContacts())
    await world.settle()
  }
  const values = sent.flatMap(({ headers, body = '' }) => [
    ...Object.values(headers),
    ...(headers['Content-Type']?.startsWith('multipart') ? [body.replaceAll(/\r\n/g, '')] : []),
  ])
  expect(values.filter((value) => !/^[\x20-\x7e]*$/.test(value))).toEqual([])
  expect(sent.length).toBeGreaterThan(8)
})
