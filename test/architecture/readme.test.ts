import { expect, it } from 'vitest'
import { defaultUsers } from '../../src/server/index.ts'
import { run } from './running.ts'
import { adam, blockWith, environment, goingOn, scene, tenLines } from './scene.ts'

const readme = 'README.md'

it('the ten lines of the README hold a conversation', async () => {
  const { runs } = await scene()
  await runs(blockWith(readme, 'await client.signOut()'), (printed) =>
    expect(printed).toBe('Outgoing Hi\nOutgoing 12:30?\n'),
  )
})

it('its bot answers what is said to it', async () => {
  const { runs, server } = await scene()
  const lene = server.control.user('sip:lene@contoso.com')
  const lines = `${tenLines.replace(/^const conversation[^]*/m, '')}${blockWith(readme, 'You said')}`
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
  const lines = blockWith(readme, 'joinOnlineMeeting').replace(/'sip:adam[^']*:conf:[^']*'/, `'${onlineMeetingUri}'`)
  await runs(goingOn + lines, (printed) => {
    expect(printed).toBe('Lene Aaling (Attendee),Adam Barr (Attendee)\n')
    expect(server.control.counts()).toMatchObject({ messageAccepted: 2 })
  })
})

it('its people are found, with their presence', async () => {
  const { runs } = await scene()
  await runs(goingOn + blockWith(readme, 'client.people.search'), (printed) => {
    expect(printed).toBe('Lene Aaling unknown\nLene Aaling Offline\n')
  })
})

it('its history is taken up again', async () => {
  const { runs, server } = await scene()
  const lines = `${goingOn}await conversation.leave().done\n${blockWith(readme, 'conversationLogs')}`
  await runs(lines, (printed) => {
    expect([printed, server.control.counts()]).toMatchObject(['', { 'invitationCompleted Connected': 2 }])
  })
})

it('its embedded server answers its ten lines', async () => {
  const there = tenLines.replace('createClient({', 'createClient({ rootUrl: url,')
  const printed = await run({ code: blockWith(readme, 'createServer()') + there, place: 'README.md' }, environment)
  expect(printed).toBe('Outgoing Hi\nOutgoing 12:30?\n')
})

it('its visualizer prints the address of a page', async () => {
  let page: string | undefined
  const code = blockWith(readme, 'createVisualizer(')
  await run({ code, place: 'README.md' }, environment, {
    meanwhile: async (printed) => {
      page = await (await fetch(printed().trim())).text()
    },
  })
  expect(page).toMatch(/^<!doctype html>/i)
})

it('what the page for machines shows holds a conversation', async () => {
  const { runs } = await scene(defaultUsers.map((user) => ({ ...user, password: 'secret' })))
  await runs(blockWith('docs/llms.txt', 'client.invitations$'), (printed) =>
    expect(printed).toMatch(
      /^signedOut\n(?:signingIn\n)+available\nOutgoing Hi\nOutgoing 12:30\?\nsigningOut\nsignedOut\nended\n$/,
    ),
  )
})
