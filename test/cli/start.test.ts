import { describe, expect, it } from 'vitest'
import { runChild } from './childProgram.ts'

const line = (rest: string): RegExp => new RegExp(`^\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  ${rest}`, 'm')

describe('npm start', { timeout: 60_000 }, () => {
  it('ends with exit code 0 where there is no terminal', async () => {
    const { code, stderr } = await runChild('src/cli/start.ts').ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('shows transitions of every machine', async () => {
    const { stdout } = await runChild('src/cli/start.ts', ['--once']).ended
    const machines = [...stdout.matchAll(/^\S+ {2}(?:Tosh|Lene) {2}([a-zA-Z]+)(?::\d+)? +.*→/gm)].map(
      ([, name]) => name,
    )
    expect([...new Set(machines)].sort()).toEqual([
      'conversation',
      'eventChannel',
      'incomingInvitation',
      'messaging',
      'outgoingInvitation',
      'outgoingMessage',
      'session',
    ])
  })

  it('shows time, user, machine, states, cause of a transition on one line', async () => {
    const { stdout } = await runChild('src/cli/start.ts').ended
    expect(stdout).toMatch(line('Lene {2}incomingInvitation:1 +Connecting → accepting +invitation\\.accept$'))
    expect(stdout).toMatch(line('Tosh {2}messaging:3 +Disconnecting\\.waiting → Disconnected +messaging\\.updated$'))
    expect(stdout).toMatch(line('Lene {2}session:0 +signingOut → signedOut +answer to deleteApplication$'))
  })

  it('shows what was said', async () => {
    const { stdout } = await runChild('src/cli/start.ts').ended
    for (const said of [
      'Lene {2}☎ Tosh Meston invites to “Lunch”: Hi Lene, hungry\\?$',
      'Lene {2}✉ Tosh Meston: Hi Lene, hungry\\?$',
      'Tosh {2}… Lene Aaling is typing$',
      'Lene {2}✉ Tosh Meston: The pizzeria, at half past twelve\\? {2}\\(sent as HTML\\)$',
      'Tosh {2}✉ Lene Aaling: 1 \\+ 1 pizza, 50 % off 🍕😀$',
      'Lene {2}☎ Tosh Meston invites to “Dessert”$',
    ]) {
      expect(stdout).toMatch(line(said))
    }
  })

  it('ends with counts that agree', async () => {
    const { stdout } = await runChild('src/cli/start.ts').ended
    const rows = [...stdout.matchAll(/^ *([a-z][a-z ]+?) +(\d+) +(\d+) +(\d+) +(\d+) {2}(.)$/gm)]
    expect(rows.map(([, what, ...numbers]) => [what, ...numbers].join(' '))).toEqual([
      'applications created 1 1 1 1 ✓',
      'made available 1 1 1 1 ✓',
      'invitations sent 3 3 0 0 ✓',
      'ended as accepted 1 1 0 0 ✓',
      'ended as declined 1 1 0 0 ✓',
      'ended as cancelled 1 1 0 0 ✓',
      'invitations seen 0 0 3 3 ✓',
      'accepted 0 0 1 1 ✓',
      'declined 0 0 1 1 ✓',
      'taken back 0 0 1 1 ✓',
      'messages sent 2 2 2 2 ✓',
      'delivered 2 2 2 2 ✓',
      'messages received 2 2 3 3 ✓',
      'typing told 1 1 1 1 ✓',
      'typing seen 1 1 1 1 ✓',
      'messaging stopped 1 1 0 0 ✓',
      'conversations ended 1 1 1 1 ✓',
      'applications deleted 1 1 1 1 ✓',
    ])
  })

  it('prints no escape sequences where there is no terminal', async () => {
    const { stdout } = await runChild('src/cli/start.ts').ended
    expect(stdout).not.toContain('\u001b')
  })

  it('fails with the reason when a service is refused', async () => {
    const { code, stderr } = await runChild('test/cli/program/brokenStart.ts', ['sendMessage']).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/^start: the message of Lene is delivered: .*sendMessage was refused by \S+: 403\n$/)
  })
})
