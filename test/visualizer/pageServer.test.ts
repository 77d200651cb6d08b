import { request } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { servePage } from '../../src/visualizer/pageServer.ts'

const html = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'">`

const served = async () => {
  const page = await servePage({
    ...{ html, port: 0 },
    watch: (asked, give) => {
      give(`${JSON.stringify(asked)}\n`)
      return () => undefined
    },
    ask: (question, asked) => (question === 'echo' ? asked : undefined),
  })
  onTestFinished(() => page.close())
  const { origin, hash } = new URL(page.url)
  return { ...page, origin, token: hash.replace('#token=', '') }
}

const post = async (url: string, headers: Readonly<Record<string, string>>, body = '{"a":1}') => {
  const response = await fetch(url, { method: 'POST', headers, body })
  return [response.status, await response.text()]
}

it('hands the document out without a token, and with its policy', async () => {
  const { origin } = await served()
  const response = await fetch(`${origin}/`)
  expect([response.status, response.headers.get('content-security-policy'), await response.text()]).toEqual([
    200,
    "default-src 'none'; frame-ancestors 'none'",
    html,
  ])
})

it('answers who has the token and comes from the page', async () => {
  const { origin, token } = await served()
  expect(await post(`${origin}/echo`, { Origin: origin, 'X-Visualizer-Token': token })).toEqual([200, '{"a":1}'])
})

it.each([
  ['a wrong token', (origin: string) => ({ Origin: origin, 'X-Visualizer-Token': 'guess' })],
  ['no token', (origin: string) => ({ Origin: origin })],
  ['another origin', (_: string, token: string) => ({ Origin: 'https://evil.example', 'X-Visualizer-Token': token })],
  ['no origin', (_: string, token: string) => ({ 'X-Visualizer-Token': token })],
])('refuses %s', async (_, headersOf) => {
  const { origin, token } = await served()
  for (const question of ['echo', 'watch']) {
    const headers = { ...headersOf(origin, token) }
    expect((await post(`${origin}/${question}`, headers))[0]).toBe(403)
  }
})

it('gives every page a token of its own', async () => {
  expect((await served()).token).not.toBe((await served()).token)
})

it('answers under no other name, which a foreign site could have pointed here', async () => {
  const { origin } = await served()
  const status = await new Promise((resolve, reject) => {
    const asked = request(`${origin}/`, { headers: { Host: 'evil.example' } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject)
    asked.end()
  })
  expect(status).toBe(421)
})

it('listens on loopback alone', async () => {
  expect(new URL((await served()).origin).hostname).toBe('127.0.0.1')
})

it.each([
  ['a body that is no JSON', 'echo', '{', 400],
  ['a body that is too long', 'echo', `"${'x'.repeat(1_000_001)}"`, 400],
  ['a question that there is not', 'nothing', '{}', 404],
])('refuses %s', async (_, question, body, status) => {
  const { origin, token } = await served()
  expect((await post(`${origin}/${question}`, { Origin: origin, 'X-Visualizer-Token': token }, body))[0]).toBe(status)
})

it('says in words where a port cannot be had', async () => {
  const { origin } = await served()
  const port = Number(new URL(origin).port)
  const again = servePage({ html, port, watch: () => () => undefined, ask: () => undefined })
  await expect(again).rejects.toThrow(`the page cannot be served on 127.0.0.1:${port}: `)
})
