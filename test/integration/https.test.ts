import { Agent } from 'node:https'
import { firstValueFrom } from 'rxjs'
import { expect, onTestFinished, test } from 'vitest'
import type { ClientOptions } from '../../src/client/clientOptions.ts'
import { createClient } from '../../src/client/createClient.ts'
import type { IncomingInvitation } from '../../src/client/incomingInvitation.ts'
import { createServer } from '../../src/server/index.ts'
import { crossFetch } from '../../src/transport/crossFetch.ts'
import { password } from '../../src/transport/password.ts'
import { xml } from '../../src/xml/index.ts'
import { certificate } from '../server/certificate.ts'
import { recorded, rejection, secret, until } from './world.ts'

const secureWorld = async () => {
  const server = createServer()
  onTestFinished(() => server.close())
  const { url } = await server.listen({ https: certificate })
  const agent = new Agent({ ca: certificate.cert, keepAlive: true })
  onTestFinished(() => agent.destroy())
  const client = (user: string, options: Partial<ClientOptions> = {}) => {
    const made = createClient({
      signInAddress: `${user}@contoso.com`,
      credentials: password(`${user}@contoso.com`, secret),
      rootUrl: `${url}/`,
      http: crossFetch({ agent }),
      ...options,
    })
    onTestFinished(() => made.close())
    return made
  }
  return { server, url, client }
}

test.each([
  ['JSON', {}],
  ['XML', { format: xml() }],
])('holds a conversation over HTTPS in %s, from signing in to signing out', async (_, options) => {
  const { server, client } = await secureWorld()
  const tosh = client('tosh', options)
  const lene = client('lene', options)
  await Promise.all([tosh.connect(), lene.connect()])
  const ringing: Promise<IncomingInvitation> = firstValueFrom(lene.invitations$)

  const invitation = tosh.startMessaging({ to: 'sip:lene@contoso.com', message: 'Hi' })
  const incoming = await ringing
  incoming.accept()
  const [toLene, toTosh] = await Promise.all([invitation.connected, incoming.connected])
  const heard = recorded(toTosh.messages$)
  await toLene.send('Grüße 😀').delivered
  toTosh.setIsTyping()
  await until(toLene.typing$, (writers) => writers.length === 1)
  await toTosh.send('12:30?').delivered
  toLene.stopMessaging()
  await until(toTosh.messaging.state$, (state) => state === 'Disconnected')
  await Promise.all([tosh.signOut(), lene.signOut()])

  expect(heard.values.map(({ direction, text }) => [direction, text])).toEqual([
    ['Incoming', 'Hi'],
    ['Incoming', 'Grüße 😀'],
    ['Outgoing', '12:30?'],
  ])
  expect(server.control.counts()).toMatchObject({ applicationCreated: 2, applicationEnded: 2, messagingStopped: 1 })
})

test('does not sign in where nobody vouches for the certificate', async () => {
  const { client } = await secureWorld()

  const error = await rejection(client('tosh', { http: crossFetch() }).connect())

  expect(String(error)).toMatch(/DiscoveryFailed: .*(SELF_SIGNED|UNABLE_TO_VERIFY)/)
})
