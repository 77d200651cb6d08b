import { either as E, taskEither as TE } from 'fp-ts'
import { expect, test } from 'vitest'
import type { Exchange } from '../../src/transport/exchange.ts'
import { withHome } from '../../src/transport/withHome.ts'

const home = 'https://pool.contoso.com'

const ask = async (url: string) => {
  const sent: string[] = []
  const exchange: Exchange = (request) => {
    sent.push(request.url)
    return TE.left({ name: 'Aborted', operation: 'note', method: 'POST', href: '' })
  }
  const signal = new AbortController().signal
  const outcome = await withHome(exchange, () => home)({ operation: 'note', method: 'GET', url }, signal)()
  return { sent, outcome }
}

test.each([`${home}/note`, 'HTTPS://POOL.contoso.com:443/note'])('sends what goes to %s', async (url) => {
  expect((await ask(url)).sent).toEqual([url])
})

test.each([
  'http://pool.contoso.com/note',
  'https://pool.contoso.com:4443/note',
  'https://pool.contoso.com.evil.example/note',
  'https://pool.contoso.com@evil.example/note',
  'https://evil.example/https://pool.contoso.com/',
  'data:application/json,{}',
  'file:///etc/passwd',
  '/note',
])('sends nothing to %s', async (url) => {
  expect(await ask(url)).toEqual({
    sent: [],
    outcome: E.left({ name: 'NotAvailable', link: 'note', reason: 'its href leads to another host' }),
  })
})
