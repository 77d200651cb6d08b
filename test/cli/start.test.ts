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
    const machines = [...stdout.matchAll(/^\S+ {2}(?:Tosh|Lene|Ann |Ida ) {2}([a-zA-Z]+)(?::\d+)? +.*→/gm)].map(
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

  it('shows who comes to a group and to a meeting, and who goes', async () => {
    const { stdout } = await runChild('src/cli/start.ts').ended
    for (const seen of [
      'Ann   ☎ Tosh Meston invites to “Lunch”$',
      'Lene {2}→ Ann Weaver is there$',
      'Ann   ✉ Lene Aaling: Good to see you, Ann {2}\\(sent as HTML\\)$',
      'Ann   ← Tosh Meston is gone$',
      'Lene {2}✉ Ann Weaver: But he pays <3 & says "thanks"$',
      'Tosh {2}⌛ Ida waits in the lobby$',
      'Tosh {2}◆ admit Ida$',
      'Tosh {2}✉ Ida: Thanks for letting me in$',
      'Tosh {2}◆ disableAudienceMessaging$',
    ]) {
      expect(stdout).toMatch(line(seen))
    }
  })

  it('shows what is read in the history, and the conversation that goes on', async () => {
    const { stdout } = await runChild('src/cli/start.ts').ended
    expect(stdout).toMatch(line('Tosh {2}≡ reads “Lunch” in the history: 5 messages, word for word$'))
    expect(stdout).toMatch(line('Lene {2}☎ Tosh Meston invites to “Lunch”: Where were we\\?$'))
  })

  it('ends with counts that agree, of Tosh, Lene, Ann and Ida, in JSON and in XML', async () => {
    const { stdout } = await runChild('src/cli/start.ts').ended
    const rows = [...stdout.matchAll(/^ *([a-z][a-z ]+?) +((?:(?:\d+\/\d+|·) +){8})(.)$/gm)]
    const tidy = (cells = '') => cells.trim().split(/ +/).join(' ')
    const both = (counts: string) => `${counts} ${counts} ✓`
    expect(rows.map(([, what, cells, mark]) => [what, `${tidy(cells)} ${mark}`])).toEqual([
      ['applications created', both('1/1 1/1 1/1 1/1')],
      ['made available', both('1/1 1/1 1/1 ·')],
      ['invitations sent', both('7/7 · 1/1 2/2')],
      ['ended as connected', both('5/5 · 1/1 2/2')],
      ['ended as declined', both('1/1 · · ·')],
      ['ended as cancelled', both('1/1 · · ·')],
      ['invitations seen', both('· 4/4 1/1 ·')],
      ['accepted', both('· 2/2 1/1 ·')],
      ['declined', both('· 1/1 · ·')],
      ['taken back', both('· 1/1 · ·')],
      ['messages sent', both('4/4 5/5 2/2 2/2')],
      ['delivered', both('4/4 5/5 2/2 2/2')],
      ['messages received', both('7/7 7/7 3/3 1/1')],
      ['typing told', both('1/1 1/1 1/1 ·')],
      ['typing seen', both('2/2 2/2 · ·')],
      ['waits in a lobby', both('· · · 1/1')],
      ['meetings entered', both('2/2 1/1 1/1 1/1')],
      ['people admitted', both('1/1 · · ·')],
      ['people ejected', both('1/1 · · ·')],
      ['audience silenced', both('1/1 · · ·')],
      ['and let speak again', both('1/1 · · ·')],
      ['messaging stopped', both('1/1 · · ·')],
      ['conversations left', both('2/2 1/1 1/1 ·')],
      ['conversations ended', both('3/3 2/2 1/1 1/1')],
      ['applications deleted', both('1/1 1/1 1/1 1/1')],
    ])
  })

  it('names no page of the visualizer where there is no terminal', async () => {
    const { stdout } = await runChild('src/cli/start.ts').ended
    expect(stdout).not.toContain('#token')
  })

  it('prints no escape sequences where there is no terminal', async () => {
    const { stdout } = await runChild('src/cli/start.ts').ended
    expect(stdout).not.toContain('\u001b')
  })

  it('fails with the reason when a service is refused', async () => {
    const { code, stderr } = await runChild('test/cli/program/brokenStart.ts', ['sendMessage']).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^start: in JSON: the message of Lene is delivered: .*sendMessage was refused by \S+: 403\n$/,
    )
  })
})
