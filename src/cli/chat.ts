import { either as E } from 'fp-ts'
import { createClient, password, systemClock } from '../index.ts'
import { askPassword } from './chatting/askPassword.ts'
import { online } from './chatting/online.ts'
import { readChatOptions } from './chatting/options.ts'
import { createDialogue } from './terminal/dialogue.ts'
import { failed, runProgram } from './terminal/program.ts'

const help = `A chat in the terminal, with any UCWA server.

  npm run chat -- --address user@domain --to sip:somebody@domain [--root URL]

  --address A  who signs in
  --to URI     whom to chat with; the first line written invites her, and
               invitations of hers are accepted
  --root URL   the server's root resource, in place of asking the hosts
               lyncdiscoverinternal and lyncdiscover of the domain
  -h, --help   this text

The password is taken from the environment variable UCWA_PASSWORD, or asked
for; never from an argument. A private certificate authority comes in by the
environment variable NODE_EXTRA_CA_CERTS.

In the chat, /stop ends the conversation, /retry sends again what may be lost,
/quit and Ctrl-C leave at once, Ctrl-D when all that was said has arrived.
`

await runProgram({
  name: 'chat',
  help,
  read: readChatOptions,
  run: async ({ address, root, to }) => {
    const { stdin, stdout, env } = process
    const secret = await askPassword(address, { environment: env, input: stdin, output: stdout })
    if (E.isLeft(secret)) return failed(secret.left)
    const client = createClient({
      signInAddress: address,
      credentials: password(address, secret.right),
      ...(root === undefined ? {} : { rootUrl: root }),
    })
    return online({ client, to, dialogue: createDialogue(stdin, stdout), clock: systemClock })
  },
})
