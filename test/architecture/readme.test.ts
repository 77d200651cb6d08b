import { expect, it, onTestFinished, vi } from 'vitest'
import { createServer, defaultUsers, type UcwaServer } from '../../src/server/index.ts'
import { blocksIn, programsIn } from './programs.ts'
import { run } from './running.ts'

const password = 'pass@word1'
const environment = { UCWA_PASSWORD: password }

const blocks = blocksIn('README.md').filter(({ info }) => info === 'ts')

/** The one block of the README that says this. */
const blockWith = (words: string): string => {
  const found = blocks.filter(({ text }) => text.includes(words))
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} blocks say ${words}`)
  return found[0].text
}

const tenLines = blockWith('await client.signOut()')

/** `client` and `conversation`, with which the README goes on. */
const goingOn = tenLines
  .replace(/^await client\.signOut\(\)\nclient\.close\(\)$/m, '')
  .replace(/^.*messages\$.*\n/m, '')

interface Scene {
  readonly server: UcwaServer
  /** Runs lines until this comes true. */
  readonly runs: (code: string, until: (printed: string) => unknown) => Promise<void>
}

const adam = { uri: 'sip:adam@contoso.com', name: 'Adam Barr', password }

const scene = async (users = [...defaultUsers, adam]): Promise<Scene> => {
  const server = createServer({ users })
  onTestFinished(() => server.close())
  const { url } = await server.listen()
  for (const { uri } of users) if (uri !== 'sip:tosh@contoso.com') server.control.user(uri).answers()
  return {
    server,
    runs: async (code, until) => {
      const meanwhile = async (printed: () => string): Promise<void> => {
        await vi.waitFor(() => until(printed()), { timeout: 10_000 })
      }
      await run({ code, place: 'README.md' }, environment, { rootUrl: `${url}/`, meanwhile })
    },
  }
}

it('the ten lines of the README hold a conversation', async () => {
  const { runs } = await scene()
  await runs(tenLines, (printed) => expect(printed).toBe('Outgoing Hi\nOutgoing 12:30?\n'))
})

it('its bot answers what is said to it', async () => {
  const { runs, server } = await scene()
  const lene = server.control.user('sip:lene@contoso.com')
  const lines = `${tenLines.replace(/^const conversation[^]*/m, '')}${blockWith('You said')}`
  let invitation: ReturnType<typeof lene.invites> | undefined
  let said = false
  await runs(lines, () => {
    invitation ??= lene.invites('sip:tosh@contoso.com')
    expect(invitation.state()).toBe('Connected')
    if (!said) lene.says(invitation.threadId, 'Hi')
    said = true
    expect(lene.heard().map(({ text }) => text)).toEqual(['You said: Hi'])
  })
})

it('its group comes together, and its meeting says good morning', async () => {
  const { runs, server } = await scene()
  const { onlineMeetingUri } = server.control.meeting({ organizer: adam.uri })
  const lines = blockWith('joinOnlineMeeting').replace(/'sip:adam[^']*:conf:[^']*'/, `'${onlineMeetingUri}'`)
  await runs(goingOn + lines, (printed) => {
    expect(printed).toBe('Lene Aaling (Attendee),Adam Barr (Attendee)\n')
    expect(server.control.counts()).toMatchObject({ messageAccepted: 2 })
  })
})

it('its people are found, with their presence', async () => {
  const { runs } = await scene()
  await runs(goingOn + blockWith('client.people.search'), (printed) => {
    expect(printed).toBe('Lene Aaling unknown\nLene Aaling Offline\n')
  })
})

it('its history is taken up again', async () => {
  const { runs, server } = await scene()
  const lines = `${goingOn}await conversation.leave().done\n${blockWith('conversationLogs')}`
  await runs(lines, (printed) => {
    expect([printed, server.control.counts()]).toMatchObject(['', { 'invitationCompleted Connected': 2 }])
  })
})

it('its embedded server answers its ten lines', async () => {
  const there = tenLines.replace('createClient({', 'createClient({ rootUrl: url,')
  const printed = await run({ code: blockWith('createServer()') + there, place: 'README.md' }, environment)
  expect(printed).toBe('Outgoing Hi\nOutgoing 12:30?\n')
})

it('its visualizer prints the address of a page', async () => {
  let page: string | undefined
  const code = blockWith('createVisualizer(')
  await run({ code, place: 'README.md' }, environment, {
    meanwhile: async (printed) => {
      page = await (await fetch(printed().trim())).text()
    },
  })
  expect(page).toMatch(/^<!doctype html>/i)
})

it('what the page for machines shows holds a conversation', async () => {
  const { runs } = await scene(defaultUsers.map((user) => ({ ...user, password: 'secret' })))
  await runs(programsIn('docs/llms.txt')[0] ?? '', (printed) =>
    expect(printed).toMatch(
      /^signedOut\n(?:signingIn\n)+available\nOutgoing Hi\nOutgoing 12:30\?\nsigningOut\nsignedOut\nended\n$/,
    ),
  )
})
