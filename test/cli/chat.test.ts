import { firstValueFrom, filter } from 'rxjs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createClient, password, type Client } from '../../src/index.ts'
import { createServer, type UcwaServer } from '../../src/server/index.ts'
import { runChild, type ChildProgram } from './childProgram.ts'

const secret = 'pass@word1'

const serving = async (): Promise<{ readonly server: UcwaServer; readonly url: string }> => {
  const server = createServer()
  onTestFinished(server.close)
  const { url } = await server.listen()
  return { server, url }
}

const lenesClient = async (rootUrl: string): Promise<Client> => {
  const signInAddress = 'lene@contoso.com'
  const client = createClient({ signInAddress, rootUrl, credentials: password(signInAddress, secret) })
  onTestFinished(() => client.close())
  await client.connect()
  return client
}

const toshsChat = async (url: string): Promise<ChildProgram> => {
  const program = runChild(
    'src/cli/chat.ts',
    ['--address', 'tosh@contoso.com', '--root', url, '--to', 'sip:lene@contoso.com'],
    { UCWA_PASSWORD: secret },
  )
  await program.prints(/^Write a line to say it/m)
  return program
}

/** Both in a conversation that Tosh's first line began. */
const chatting = async () => {
  const { server, url } = await serving()
  const lene = await lenesClient(url)
  const chat = await toshsChat(url)
  const rings = firstValueFrom(lene.invitations$)
  chat.write('Hello')
  const invitation = await rings
  invitation.accept()
  const conversation = await invitation.connected
  await chat.prints(/✓ accepted, and delivered: “Hello”/)
  return { server, lene, chat, conversation }
}

describe('npm run chat', { timeout: 60_000 }, () => {
  it('invites with the first line', async () => {
    const { url } = await serving()
    const lene = await lenesClient(url)
    const rings = firstValueFrom(lene.invitations$)
    const chat = await toshsChat(url)
    chat.write('Hello 😀 + , %')
    expect((await rings).preview).toBe('Hello 😀 + , %')
  })

  it('sends further lines as messages', async () => {
    const { chat, conversation } = await chatting()
    const heard = firstValueFrom(conversation.messages$.pipe(filter(({ text }) => text !== 'Hello')))
    chat.write('12:30?')
    expect((await heard).text).toBe('12:30?')
    await chat.prints(/✓ delivered: “12:30\?”/)
  })

  it('shows what comes', async () => {
    const { chat, conversation } = await chatting()
    await conversation.send('Yes!').delivered
    await chat.prints(/^\d\d:\d\d:\d\d (Lene Aaling|sip:lene@contoso\.com): Yes!$/m)
  })

  it('shows HTML as text', async () => {
    const { chat, conversation } = await chatting()
    conversation.send({ html: '<p>at <b>noon</b> &amp; not later</p>' })
    await chat.prints(/(Lene Aaling|sip:lene@contoso\.com): at noon & not later$/m)
  })

  it('makes escape sequences visible in place of obeying them', async () => {
    const { chat, conversation } = await chatting()
    conversation.send('\u001b[2J\u001b]0;mine\u0007gone\r\n12:00:00 Tosh: forged')
    await chat.prints(/: ␛\[2J␛\]0;mine␇gone\n {22,}12:00:00 Tosh: forged$/m)
  })

  it('shows that the other side types', async () => {
    const { chat, conversation } = await chatting()
    conversation.setIsTyping()
    await chat.prints(/^… \S.* is typing$/m)
  })

  it('accepts an invitation of the same person', async () => {
    const { url } = await serving()
    const lene = await lenesClient(url)
    const chat = await toshsChat(url)
    const conversation = await lene.startMessaging({ to: 'sip:tosh@contoso.com', message: 'Are you there?' }).connected
    await chat.prints(/(Lene Aaling|sip:lene@contoso\.com): Are you there\?$/m)
    expect(conversation.state$.getSnapshot()).toBe('Connected')
  })

  it('says how an invitation failed', async () => {
    const { server, url } = await serving()
    server.control.user('sip:lene@contoso.com').isBusy()
    const chat = await toshsChat(url)
    chat.write('Hello')
    await chat.prints(/^✗ “Hello”: The invitation ended as Failed: .*Busy$/m)
  })

  it('says what it waits for, and until when', async () => {
    const { server, chat } = await chatting()
    server.control.intercept({ link: 'events', user: 'sip:tosh@contoso.com', times: 2 }, 'dropBefore')
    server.control.forgetApplications()
    await chat.prints(/^– waiting until \d\d:\d\d:\d\d to hear from the server again \(attempt 1\): /m)
  })

  it('says that state was lost', async () => {
    const { server, chat } = await chatting()
    server.control.expireApplication('sip:tosh@contoso.com')
    await chat.prints(/^! transient state was lost \(recreated\): 1 conversations, 0 invitations$/m)
  })

  it('sends again at /retry what may be lost', async () => {
    const { server, chat } = await chatting()
    server.control.intercept({ link: 'sendMessage' }, 'dropBefore')
    chat.write('12:30?')
    await chat.prints(/^\? no answer to “12:30\?”; \/retry sends it again/m)
    chat.write('/retry')
    await chat.prints(/✓ delivered: “12:30\?”/)
  })

  it('ends the conversation at /stop', async () => {
    const { server, chat } = await chatting()
    chat.write('/stop')
    await chat.prints(/^– the conversation is over$/m)
    expect(server.control.counts()).toMatchObject({ messagingStopped: 1 })
  })

  it('takes the invitation back at /stop', async () => {
    const { server, url } = await serving()
    server.control.user('sip:lene@contoso.com').staysSilent()
    const chat = await toshsChat(url)
    chat.write('Hello')
    await chat.prints(/^☎ ringing at sip:lene@contoso\.com$/m)
    chat.write('Anybody there?')
    chat.write('/stop')
    await chat.prints(/^✗ “Hello”: The invitation ended as Cancelled[^]*^✗ not sent: “Anybody there\?”$/m)
  })

  it('tells what can be written at a command that it does not know', async () => {
    const { url } = await serving()
    const chat = await toshsChat(url)
    chat.write('/nonsense')
    await chat.prints(/Write a line[^]*Write a line/)
  })

  it('signs out at /quit', async () => {
    const { server, chat } = await chatting()
    chat.write('/quit')
    const { code, stderr } = await chat.ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(server.control.counts()['applicationEnded Deleted']).toBe(1)
  })

  it('signs out at the end of input when all that was said has arrived', async () => {
    const { server, chat } = await chatting()
    chat.write('bye')
    chat.endInput()
    const { code, stdout } = await chat.ended
    expect(code).toBe(0)
    expect(stdout).toMatch(/✓ delivered: “bye”[^]*– signed out/)
    expect(server.control.counts()).toMatchObject({ messageDelivered: 1, 'applicationEnded Deleted': 1 })
  })

  it('signs out when it is interrupted', async () => {
    const { server, chat } = await chatting()
    chat.interrupt('SIGINT')
    expect((await chat.ended).code).toBe(0)
    expect(server.control.counts()['applicationEnded Deleted']).toBe(1)
  })

  it('ends with exit code 1 when the server has ended the session', async () => {
    const { server, chat } = await chatting()
    server.control.expireApplication('sip:tosh@contoso.com', 'UserAgentNotAllowed')
    const { code, stderr } = await chat.ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/^chat: ended: .*410.*\n$/)
  })
})
