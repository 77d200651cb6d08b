import { describe, expect, test } from 'vitest'
import { listenBy, rawRequest, schemes } from './rawWire.ts'

const page = 'https://web.contoso.com'
const stranger = 'https://evil.example'
const diagnostics = /^28020;source="127\.0\.0\.1";reason="The origin https:\/\/evil\.example is not on/

const framedBy = (referer: string) => ({ headers: { referer, 'sec-fetch-dest': 'iframe' } })

describe.each(schemes)('the XFrame page over %s', (scheme) => {
  const listening = async () => (await listenBy(scheme, { allowedOrigins: [`${page}/`] })).url

  test('is HTML at a well-known path', async () => {
    const answer = await rawRequest(`${await listening()}/xframe`)

    expect([answer.status, answer.header('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  })

  test('is served as often as asked', async () => {
    const url = await listening()

    const answers = [await rawRequest(`${url}/xframe`), await rawRequest(`${url}/xframe`)]

    expect(answers.map(({ status }) => status)).toEqual([200, 200])
  })

  test('is served to a frame in a page of the allow list', async () => {
    const answer = await rawRequest(`${await listening()}/xframe`, framedBy(`${page}/app/`))

    expect(answer.status).toBe(200)
  })

  test('is refused to a frame in another page', async () => {
    const answer = await rawRequest(`${await listening()}/xframe`, framedBy(`${stranger}/`))

    expect([answer.status, answer.header('x-ms-diagnostics')]).toEqual([403, expect.stringMatching(diagnostics)])
  })

  test('is refused to another page whose browser does not tell what for', async () => {
    const answer = await rawRequest(`${await listening()}/xframe`, { headers: { referer: `${stranger}/` } })

    expect(answer.status).toBe(403)
  })

  test('is shown to who follows a link from another page', async () => {
    const headers = { referer: `${stranger}/`, 'sec-fetch-dest': 'document' }

    expect((await rawRequest(`${await listening()}/xframe`, { headers })).status).toBe(200)
  })

  test('forbids browsers to frame it in other pages', async () => {
    const answer = await rawRequest(`${await listening()}/xframe`)

    expect(answer.header('content-security-policy')?.split('; ')).toContain(`frame-ancestors 'self' ${page}`)
  })

  test('answers a request on behalf of a page of the allow list', async () => {
    const answer = await rawRequest(`${await listening()}/`, { headers: { 'X-Ms-Origin': page } })

    expect(answer.status).toBe(200)
  })

  test('answers no request on behalf of another page', async () => {
    const answer = await rawRequest(`${await listening()}/`, { headers: { 'X-Ms-Origin': stranger } })

    expect([answer.status, answer.header('content-type'), answer.header('x-ms-diagnostics')]).toEqual([
      403,
      'text/html',
      expect.stringMatching(diagnostics),
    ])
  })
})
