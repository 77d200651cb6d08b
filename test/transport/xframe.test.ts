import { either as E } from 'fp-ts'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import type { HttpRequest } from '../../src/transport/http.ts'
import { xframe } from '../../src/transport/xframe.ts'
import { virtualClock } from '../support/virtualClock.ts'
import { framedPage, type FakeFrame } from './framedPage.ts'

const root: HttpRequest = {
  method: 'GET',
  url: 'https://lyncdiscover.contoso.com/?a=1',
  headers: { Accept: 'application/json' },
  timeout: 10_000,
  operation: 'discoverRoot',
}
const attempt = { operation: 'discoverRoot', method: 'GET', href: 'https://lyncdiscover.contoso.com/' }

const scene = () => {
  const clock = virtualClock()
  const page = framedPage()
  const http = xframe({ clock })
  const ask = (more: Partial<HttpRequest> = {}, signal = new AbortController().signal) =>
    http({ ...root, ...more }, signal)()
  const frame = (index = 0): FakeFrame => {
    const found = page.frames[index]
    if (found === undefined) throw new Error(`there is no frame ${index}`)
    return found
  }
  return { clock, ask, frame, http, ...page }
}

test('asks through the page at a well-known path of the host, in a frame that nobody sees', async () => {
  const { ask, frame, answer } = scene()
  const asked = ask({ method: 'POST', body: 'a=1', headers: { Accept: 'x/y', 'Content-Type': 'text/plain' } })
  frame().load()
  answer(frame())
  await asked

  expect(frame()).toMatchObject({
    src: 'https://lyncdiscover.contoso.com/xframe',
    referrerPolicy: 'origin',
    style: { display: 'none' },
    posted: [
      {
        type: 'POST',
        url: 'https://lyncdiscover.contoso.com/?a=1',
        headers: { Accept: 'x/y', 'Content-Type': 'text/plain' },
        accepts: 'x/y',
        contentType: 'text/plain',
        data: 'a=1',
        processData: false,
        messageId: '1',
      },
    ],
  })
})

test('gives the answer of the page', async () => {
  const { ask, frame, answer } = scene()
  const asked = ask()
  frame().load()
  answer(frame(), { status: 401, responseText: 'no', headers: 'WWW-Authenticate: one\r\nwww-authenticate: two\r\n' })
  const outcome = await asked

  expect(E.isRight(outcome) && [outcome.right.status, outcome.right.text, outcome.right.url]).toEqual([
    401,
    'no',
    'https://lyncdiscover.contoso.com/?a=1',
  ])
  expect(E.isRight(outcome) && outcome.right.header('WWW-AUTHENTICATE')).toBe('one, two')
})

test('takes an answer that is an object', async () => {
  const { ask, frame, say } = scene()
  const asked = ask()
  frame().load()
  say(frame(), { status: 204, messageId: '1' })

  expect(await asked).toMatchObject({ right: { status: 204, text: '' } })
})

test('posts nothing before the page has loaded', async () => {
  const { ask, frame, answer } = scene()
  const asked = ask()
  const early = frame().posted.length
  frame().load()
  answer(frame())
  await asked

  expect([early, frame().posted.length]).toEqual([0, 1])
})

test('answers each request by its own answer', async () => {
  const { ask, frame, answer } = scene()
  const [one, two] = [ask(), ask()]
  frame().load()
  answer(frame(), { messageId: '2', responseText: 'second' })
  answer(frame(), { messageId: '1', responseText: 'first' })

  expect([await one, await two]).toMatchObject([{ right: { text: 'first' } }, { right: { text: 'second' } }])
})

test.each([
  ['another window', { source: {} }],
  ['another origin', { origin: 'https://evil.example' }],
])('does not listen to %s', async (_, as) => {
  const { ask, frame, say, answer } = scene()
  const asked = ask()
  frame().load()
  say(frame(), JSON.stringify({ status: 200, responseText: 'forged', messageId: '1' }), as)
  answer(frame(), { responseText: 'true' })

  expect(await asked).toMatchObject({ right: { text: 'true' } })
})

test.each(['no JSON', null, 7, { messageId: '99' }])('is not harmed by the message %j', async (data) => {
  const { ask, frame, say, answer } = scene()
  const asked = ask()
  frame().load()
  say(frame(), data)
  answer(frame())

  expect(await asked).toMatchObject({ right: { status: 200 } })
})

test('says what stands behind a page that does not answer', async () => {
  const { ask, frame, clock, listeners } = scene()
  const asked = ask()
  frame().load()
  await clock.advance(5_000)

  expect(await asked).toEqual(
    E.left({
      name: 'NotFramed',
      ...attempt,
      frame: 'https://lyncdiscover.contoso.com/xframe',
      origin: 'https://web.contoso.com',
    }),
  )
  expect([frame().isConnected, frame().listeners, listeners(), clock.pending()]).toEqual([false, 0, 0, 0])
})

test('tries a silent page anew with the next request', async () => {
  const { ask, frame, frames, answer, clock } = scene()
  const first = ask()
  frame().load()
  await clock.advance(5_000)
  await first
  const second = ask()
  frame(1).load()
  answer(frame(1))

  expect([await second, frames.length]).toMatchObject([{ right: { status: 200 } }, 2])
})

test('has all the patience in the world with a page that has answered once', async () => {
  const { ask, frame, answer, clock } = scene()
  const first = ask()
  frame().load()
  answer(frame())
  await first
  const poll = ask({ timeout: 240_000 })
  await clock.advance(200_000)
  answer(frame())

  expect(await poll).toMatchObject({ right: { status: 200 } })
})

test('a late answer to a request that was given up is an answer', async () => {
  const { ask, frame, answer, clock } = scene()
  const gone = new AbortController()
  const first = ask({}, gone.signal)
  const second = ask({ timeout: 60_000 })
  frame().load()
  gone.abort()
  await first
  answer(frame(), { messageId: '1' })
  await clock.advance(30_000)
  answer(frame(), { messageId: '2' })

  expect(await second).toMatchObject({ right: { status: 200 } })
})

test('gives a request up when it is aborted, and drops its answer', async () => {
  const { ask, frame, answer, clock } = scene()
  const gone = new AbortController()
  const asked = ask({}, gone.signal)
  frame().load()
  gone.abort()
  answer(frame())

  expect([await asked, clock.pending()]).toEqual([E.left({ name: 'Aborted', ...attempt }), 0])
})

test('posts nothing for a request that was aborted before the page has loaded', async () => {
  const { ask, frame, clock } = scene()
  const gone = new AbortController()
  const asked = ask({}, gone.signal)
  gone.abort()
  await asked
  frame().load()

  expect([frame().posted, clock.pending()]).toEqual([[], 0])
})

test('loads no page for a request that is aborted beforehand', async () => {
  const { ask, frames } = scene()

  expect([await ask({}, AbortSignal.abort()), frames]).toEqual([E.left({ name: 'Aborted', ...attempt }), []])
})

test('gives a request up when its time is over', async () => {
  const { ask, clock } = scene()
  const asked = ask({ timeout: 1_000 })
  await clock.advance(1_000)

  expect(await asked).toEqual(E.left({ name: 'TimedOut', ...attempt, after: 1_000 }))
})

test('an answer of status 0 is none', async () => {
  const { ask, frame, answer } = scene()
  const asked = ask()
  frame().load()
  answer(frame(), { status: 0, statusText: 'error' })

  expect(await asked).toEqual(E.left({ name: 'Unreachable', ...attempt, code: undefined, cause: new Error('error') }))
})

test('refuses a URL that is none', async () => {
  const { ask, frames } = scene()

  expect([await ask({ url: '//' }), frames]).toEqual([
    E.left({ name: 'Unreachable', ...attempt, href: '//', code: 'ERR_INVALID_URL', cause: '//' }),
    [],
  ])
})

test('has a frame for each host', () => {
  const { ask, frames } = scene()
  void ask()
  void ask({ url: 'https://lyncdiscover.contoso.com/other' })
  void ask({ url: 'https://pool.contoso.com/user' })

  expect(frames.map(({ src }) => src)).toEqual([
    'https://lyncdiscover.contoso.com/xframe',
    'https://pool.contoso.com/xframe',
  ])
})

test.each([
  ['JSON', '{"_links":{"xframe":{"href":"https://pool.contoso.com/a/b?c=1&d"}}}'],
  ['XML', '<resource rel="root"><link rel="xframe" href="https://pool.contoso.com/a/b?c=1&amp;d"/></resource>'],
])('loads the page of another host from where a link in %s says', async (_, responseText) => {
  const { ask, frame, answer } = scene()
  const asked = ask()
  frame().load()
  answer(frame(), { responseText })
  await asked
  void ask({ url: 'https://pool.contoso.com/user' })

  expect(frame(1).src).toBe('https://pool.contoso.com/a/b?c=1&d')
})

test('loads the page of a host from where that host says, whatever another one says', async () => {
  const { ask, frame, answer } = scene()
  const told = async (index: number, url: string, path: string) => {
    const asked = ask({ url })
    frame(index).load()
    answer(frame(index), { responseText: `{"_links":{"xframe":{"href":"https://pool.contoso.com${path}"}}}` })
    await asked
  }
  await told(0, 'https://pool.contoso.com/user', '/own')
  await told(1, 'https://lyncdiscover.contoso.com/', '/uploads/evil.html')
  frame(0).remove()
  void ask({ url: 'https://pool.contoso.com/user' })

  expect(frame(2).src).toBe('https://pool.contoso.com/own')
})

test.each([
  '{"text":"xframe"}',
  'xframe',
  '{"_links":{"xframe":{"href":7}}}',
  '{"_links":{"xframe":{"href":"https://["}}}',
  '<html>xframe</html>',
  '<resource><link rel="self" href="https://pool.contoso.com/a?&lt;link rel=&quot;xframe&quot;"/></resource>',
])('finds no link in %s', async (responseText) => {
  const { ask, frame, answer } = scene()
  const asked = ask()
  frame().load()
  answer(frame(), { responseText })
  await asked
  void ask({ url: 'https://pool.contoso.com/user' })

  expect(frame(1).src).toBe('https://pool.contoso.com/xframe')
})

test('loads the page again when somebody has taken the frame out of the document', async () => {
  const { ask, frame, answer } = scene()
  const first = ask()
  frame().load()
  answer(frame())
  await first
  frame().remove()
  const second = ask()
  frame(1).load()
  answer(frame(1))

  expect(await second).toMatchObject({ right: { status: 200 } })
})

test('leaves nothing at the signal', async () => {
  const { ask, frame, answer } = scene()
  const { signal } = new AbortController()
  const asked = ask({}, signal)
  frame().load()
  answer(frame())
  await asked

  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('closing before the page has loaded leaves nothing', async () => {
  const { ask, frame, clock, http, listeners } = scene()
  const asked = ask()
  http.close()

  expect(await asked).toEqual(E.left({ name: 'Aborted', ...attempt }))
  expect([frame().isConnected, listeners(), clock.pending()]).toEqual([false, 0, 0])
})

test('closing leaves nothing', async () => {
  const { ask, frame, clock, http, listeners } = scene()
  const asked = ask()
  frame().load()
  http.close()

  expect(await asked).toEqual(E.left({ name: 'Aborted', ...attempt }))
  expect([frame().isConnected, listeners(), clock.pending()]).toEqual([false, 0, 0])
})
