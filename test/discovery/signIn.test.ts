import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { discoverRoot } from '../../src/discovery/discoverRoot.ts'
import { readUser } from '../../src/discovery/readUser.ts'
import { json } from '../../src/protocol/format.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import { password } from '../../src/transport/password.ts'
import { breaks, fakeHttp, reply, resource } from '../support/fakeHttp.ts'
import { virtualClock } from '../support/virtualClock.ts'

test('goes from a sign-in address to the applications link', async () => {
  const http = fakeHttp({
    'GET https://lyncdiscoverinternal.contoso.com/': breaks('ENOTFOUND'),
    'GET https://lyncdiscover.contoso.com/': resource({
      _links: { user: { href: 'https://pool.contoso.com/Autodiscover/user' } },
    }),
    'GET https://pool.contoso.com/Autodiscover/user': [
      reply(401, '<html>', {
        'www-authenticate':
          'Bearer trusted_issuers="", client_id="0000", MsRtcOAuth href="https://pool.contoso.com/WebTicket/oauthtoken",grant_type="urn:microsoft.rtc:windows,password"',
      }),
      resource({ _links: { applications: { href: '/ucwa/oauth/v1/applications' } } }),
    ],
    'POST https://pool.contoso.com/WebTicket/oauthtoken': resource({
      access_token: 'cwt=AAEB',
      expires_in: 28289,
      token_type: 'Bearer',
    }),
  })
  const { signal } = new AbortController()
  const base = { http, format: json(), clock: virtualClock() }
  const root = await discoverRoot({ exchange: createExchange(base) })({ signInAddress: 'tosh@contoso.com' }, signal)()
  expect(root).toEqual(E.right({ user: 'https://pool.contoso.com/Autodiscover/user', domain: 'contoso.com' }))

  const exchange = createExchange({
    ...base,
    credentials: password('tosh@contoso.com', 's3cret'),
    signInDomain: 'contoso.com',
  })
  const user = await readUser({ exchange })(
    { user: 'https://pool.contoso.com/Autodiscover/user', domain: 'contoso.com' },
    signal,
  )()
  expect(user).toEqual(E.right({ applications: 'https://pool.contoso.com/ucwa/oauth/v1/applications' }))
  expect(http.requests.at(-1)?.headers).toEqual({ Accept: 'application/json', Authorization: 'Bearer cwt=AAEB' })
})
