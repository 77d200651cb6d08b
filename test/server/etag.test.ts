import { expect, test } from 'vitest'
import { overHttp } from './overHttp.ts'
import { hrefOf } from './wireClient.ts'

const signedIn = async () => {
  const world = await overHttp()
  const { json: application } = await world.create()
  const href = (rel: string) => hrefOf(rel === 'application' ? application : application._embedded[rel], 'self')
  const etagOf = async (rel: string, headers = {}) =>
    (await world.ask('GET', href(rel), { headers })).headers.get('etag') ?? ''
  return { ...world, application, href, etagOf }
}

const rels = ['application', 'me', 'people', 'onlineMeetings', 'communication']

test.each(rels)('%s has an etag in quotes', async (rel) => {
  const { etagOf } = await signedIn()

  expect(await etagOf(rel)).toMatch(/^"\d+"$/)
})

test('the etag of communication is the one of its body', async () => {
  const { ask, href } = await signedIn()

  const answer = await ask('GET', href('communication'))

  expect(answer.headers.get('etag')).toBe(`"${String(answer.json['etag'])}"`)
})

test.each(['%', 'W/%', '"1", %', '*'])('answers 304 without a body where If-None-Match is %s', async (form) => {
  const { ask, href, etagOf } = await signedIn()
  const etag = await etagOf('me')

  const answer = await ask('GET', href('me'), { headers: { 'If-None-Match': form.replace('%', etag) } })

  expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([304, '', etag])
  expect(answer.headers.get('x-ms-ucwaversion')).toBe('1.7')
})

test.each(['application/json', 'application/xml'])('answers 304 in %s as well', async (accept) => {
  const { ask, href, etagOf } = await signedIn()
  const etag = await etagOf('me', { Accept: accept })

  const answer = await ask('GET', href('me'), { headers: { Accept: accept, 'If-None-Match': etag } })

  expect([answer.status, answer.text]).toEqual([304, ''])
})

test('answers with the body where the resource has changed', async () => {
  const { ask, href, etagOf, application } = await signedIn()
  const etag = await etagOf('me')
  await ask('POST', hrefOf(application._embedded['me'], 'makeMeAvailable'))

  const answer = await ask('GET', href('me'), { headers: { 'If-None-Match': etag } })

  expect(answer.status).toBe(200)
  expect(answer.json._links).toHaveProperty('reportMyActivity')
  expect(answer.headers.get('etag')).not.toBe(etag)
})

test('a change of an embedded resource leaves the etag of the outer one', async () => {
  const { ask, etagOf, application } = await signedIn()
  const before = await etagOf('application')
  await ask('POST', hrefOf(application._embedded['me'], 'makeMeAvailable'))

  expect(await etagOf('application')).toBe(before)
})

test('what does not live long has no etag', async () => {
  const { ask, application } = await signedIn()

  const answer = await ask('GET', hrefOf(application._embedded['communication'], 'conversations'))

  expect([answer.status, answer.headers.get('etag')]).toEqual([200, null])
})
