import { firstValueFrom } from 'rxjs'
import { createClient } from '../../src/client/createClient.ts'
import { createServer } from '../../src/server/index.ts'
import { password } from '../../src/transport/password.ts'

/*
 * A process of its own: two people talk, much fails that nobody reads, both
 * clients are closed in the middle. It has to end by itself, with code 0.
 */

const server = createServer()
const { url } = await server.listen()

const client = (user: string, secret = 'pass@word1') =>
  createClient({
    signInAddress: `${user}@contoso.com`,
    credentials: password(`${user}@contoso.com`, secret),
    rootUrl: `${url}/`,
  })

const stranger = client('tosh', 'wrong')
void stranger.connect()
await firstValueFrom(stranger.status$)

const [tosh, lene] = [client('tosh'), client('lene')]
await Promise.all([tosh.connect(), lene.connect()])
const ringing = firstValueFrom(lene.invitations$)
const invitation = tosh.startMessaging({ to: 'sip:lene@contoso.com', message: 'Hi' })
const incoming = await ringing
incoming.accept()
const conversation = await invitation.connected
const first = await firstValueFrom((await incoming.connected).messages$)
await conversation.send('12:30?').delivered

server.control.intercept({ link: 'sendMessage', times: 9 }, 'hold')
server.control.intercept({ link: 'startMessaging', times: 9 }, 'hold')
conversation.send('lost')
conversation.setIsTyping()
conversation.leave()
tosh.startMessaging({ to: 'sip:nobody@contoso.com' })
tosh.startMessaging({ to: 'no address' })
tosh.close()
lene.close()
stranger.close()
await server.close()
process.stdout.write(`talked: ${first.text ?? ''}\n`)
