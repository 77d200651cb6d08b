import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import type { TokenService } from '../../src/transport/challenge.ts'
import { tokenRefused, type TokenDemand } from '../../src/transport/credentials.ts'
import { passive } from '../../src/transport/passive.ts'
import { fakeHttp, resource } from '../support/fakeHttp.ts'
import { virtualClock } from '../support/virtualClock.ts'

const obtaining = (href: string, page: string, signIn: () => void = () => undefined) => {
  const clock = virtualClock()
  const toPage = resource({ error: 'invalid_grant', ms_rtc_passiveauthuri: page }, 400)
  const demand: TokenDemand = {
    origin: new URL(href).origin,
    service: E.right<never, TokenService>({ href, grantTypes: [] }),
    previous: undefined,
    http: fakeHttp({ [`POST ${href}`]: [toPage, resource({ access_token: 'cwt=a' })] }, clock),
    clock,
    timeout: 5000,
  }
  const pages: string[] = []
  const credentials = passive({
    signIn: (uri) => {
      pages.push(uri)
      signIn()
      return Promise.resolve()
    },
  })
  return { pages, obtain: (signal: AbortSignal) => credentials.obtain(demand, signal)() }
}

test.each([
  ['https://pool.contoso.com/token', 'https://sts.contoso.com/', true],
  ['https://pool.contoso.com/token', 'http://sts.contoso.com/', false],
  ['http://pool.contoso.com/token', 'http://sts.contoso.com/', true],
  ['http://pool.contoso.com/token', 'ftp://sts.contoso.com/', false],
])('for a token of %s sends the user to %s: %s', async (href, page, sends) => {
  const { obtain, pages } = obtaining(href, page)
  expect(await obtain(new AbortController().signal)).toEqual(
    sends ? E.right({ value: 'cwt=a' }) : E.left(tokenRefused('unusable_sign_in_page')),
  )
  expect(pages).toEqual(sends ? [page] : [])
})

test('asks for no token when nobody waits for it any more', async () => {
  const controller = new AbortController()
  const href = 'https://pool.contoso.com/token'
  const { obtain } = obtaining(href, 'https://sts.contoso.com/', () => controller.abort())
  expect(await obtain(controller.signal)).toEqual(E.left({ name: 'Aborted', operation: 'token', method: 'POST', href }))
})
