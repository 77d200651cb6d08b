import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { crossFetch } from '../../src/transport/crossFetch.ts'
import type { HttpRequest } from '../../src/transport/http.ts'

const url = 'https://lyncdiscover.contoso.com/'
const request: HttpRequest = {
  method: 'GET',
  url,
  headers: { Accept: 'a/b' },
  timeout: 1000,
  operation: 'discoverRoot',
}
const { signal } = new AbortController()

const hiddenRedirect = (): Response => Object.defineProperties(Response.error(), { type: { value: 'opaqueredirect' } })

const endingAt = (where: string, text: string): Response =>
  Object.defineProperties(new Response(text), { url: { value: where } })

const redirecting = () => {
  const modes: (RequestRedirect | undefined)[] = []
  const fetch = (_: string, init: RequestInit) => {
    modes.push(init.redirect)
    return Promise.resolve(init.redirect === 'follow' ? endingAt('https://pool.contoso.com/', '{}') : hiddenRedirect())
  }
  return { modes, fetch }
}

test('follows a hidden redirect of a GET', async () => {
  const { modes, fetch } = redirecting()
  const outcome = await crossFetch({ fetch })(request, signal)()
  expect(E.isRight(outcome) && [outcome.right.url, outcome.right.text]).toEqual(['https://pool.contoso.com/', '{}'])
  expect(modes).toEqual(['manual', 'follow'])
})

test.each<[string, Partial<HttpRequest>]>([
  ['a request with a token', { headers: { Accept: 'a/b', authorization: 'Bearer cwt=x' } }],
  ['a POST', { method: 'POST' }],
])('does not follow a hidden redirect of %s', async (_, more) => {
  const { modes, fetch } = redirecting()
  const outcome = await crossFetch({ fetch })({ ...request, ...more }, signal)()
  expect(outcome).toMatchObject({ left: { name: 'Unreadable', reason: 'a redirect that the platform hides' } })
  expect(modes).toEqual(['manual'])
})

test('reads a web stream no further than the limit', async () => {
  let pulled = 0
  let cancelled = false
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        pulled += 1
        controller.enqueue(new Uint8Array(1000))
      },
      cancel: () => {
        cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  const fetch = (_: string, init: RequestInit) => {
    init.signal?.addEventListener('abort', () => (cancelled = true))
    return Promise.resolve(new Response(body))
  }
  const outcome = await crossFetch({ fetch, maxBytes: 2500 })(request, signal)()
  expect(outcome).toMatchObject({ left: { name: 'Unreadable', reason: 'more than 2500 bytes' } })
  expect([pulled, cancelled]).toEqual([3, true])
})

test('joins characters that two chunks of a web stream share', async () => {
  const bytes = new TextEncoder().encode('grüß')
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(bytes.slice(0, 3))
      controller.enqueue(bytes.slice(3))
      controller.close()
    },
  })
  const outcome = await crossFetch({ fetch: () => Promise.resolve(new Response(body)) })(request, signal)()
  expect(E.isRight(outcome) && outcome.right.text).toBe('grüß')
})

test('finds the code of a network error on its cause', async () => {
  const error = new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'CERT_HAS_EXPIRED' }) })
  const outcome = await crossFetch({ fetch: () => Promise.reject(error) })(request, signal)()
  expect(outcome).toMatchObject({ left: { name: 'Unreachable', code: 'CERT_HAS_EXPIRED', cause: error } })
})

test.each([new Error('broken'), Object.assign(new Error('broken'), { code: 'ECONNRESET' })])(
  'is Unreachable when a web stream breaks with %o',
  async (error) => {
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(error) })
    const outcome = await crossFetch({ fetch: () => Promise.resolve(new Response(body)) })(request, signal)()
    expect(outcome).toMatchObject({ left: { name: 'Unreachable', cause: error } })
  },
)

test('an answer that does not say where it is from is from where it was asked for', async () => {
  const outcome = await crossFetch({ fetch: () => Promise.resolve(new Response()) })(request, signal)()
  expect(outcome).toMatchObject({ right: { status: 200, url } })
})

test('calls the given fetch without a receiver', async () => {
  const options = {
    fetch(this: unknown) {
      return Promise.resolve(new Response(String(this)))
    },
  }
  const outcome = await crossFetch(options)(request, signal)()
  expect(E.isRight(outcome) && outcome.right.text).toBe('undefined')
})
