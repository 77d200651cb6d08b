import { expect, test } from 'vitest'
import { hrefOf, type Shown, serverOnVirtualClock, signIn } from './wireClient.ts'

const communication = async () => {
  const { server } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com')
  const href = hrefOf(tosh.application._embedded['communication'], 'self')
  const { json } = await tosh.get(href)
  const etag = String(json['etag'])
  const changed = { ...json, supportedMessageFormats: ['Plain', 'Html'] }
  const put = (body: Partial<Shown>, ifMatch?: string) =>
    tosh.put(href, body, ifMatch === undefined ? {} : { 'if-match': ifMatch })
  return { etag, changed, put }
}

test.each(['%', '"%"', 'W/"%"', '*'])('replaces communication where If-Match is %s', async (form) => {
  const { etag, changed, put } = await communication()

  const answer = await put(changed, form.replace('%', etag))

  expect(answer.status).toBe(200)
  expect(answer.json['supportedMessageFormats']).toEqual(['Plain', 'Html'])
  expect(answer.json['etag']).not.toBe(etag)
})

test('refuses a PUT without If-Match', async () => {
  const { changed, put } = await communication()

  expect((await put(changed)).status).toBe(428)
})

test('refuses a PUT of what has changed meanwhile', async () => {
  const { etag, changed, put } = await communication()
  await put(changed, etag)

  expect((await put(changed, etag)).status).toBe(412)
})

test('refuses a PUT that does not bring back the random property', async () => {
  const { etag, put } = await communication()

  const answer = await put({ supportedMessageFormats: ['Plain', 'Html'] }, etag)

  expect([answer.status, answer.json['subcode']]).toEqual([400, 'ParameterValidationFailure'])
})
