import { describe, expect, it } from 'vitest'
import type { Sighting } from '../../src/cli/play/sighting.ts'
import { differences, summaryLines } from '../../src/cli/play/summary.ts'
import { tally, uncounted } from '../../src/cli/play/tally.ts'
import type { JournalEntry } from '../../src/server/index.ts'

const tosh = 'sip:tosh@contoso.com'

const wrote = (event: JournalEntry['event'], outcome?: string): JournalEntry => ({
  at: 0,
  event,
  user: tosh,
  ...(outcome === undefined ? {} : { outcome }),
})

const moved = (machine: string, from: string, to: string): Sighting => ({
  kind: 'transition',
  transition: { machine, actor: `${machine}:1`, from, to, cause: 'x' },
})

const plain = (_: string, text: string): string => text

const rowsOf = (sightings: readonly Sighting[], log: readonly JournalEntry[]) =>
  tally(
    [
      { name: 'Tosh', uri: tosh, sightings },
      { name: 'Lene', uri: 'sip:lene@contoso.com', sightings: [] },
    ],
    log,
  )

const wrong = (sightings: readonly Sighting[], log: readonly JournalEntry[]): readonly string[] =>
  differences(['Tosh', 'Lene'], rowsOf(sightings, log))

describe('the counts', () => {
  it('agree where both sides know of the same', () => {
    expect(wrong([moved('outgoingMessage', 'Pending', 'Succeeded')], [wrote('messageDelivered')])).toEqual([
      'messages received: Lene 0, the server 1',
    ])
  })

  it.each([
    ['applicationCreated', 'applications created'],
    ['madeAvailable', 'made available'],
    ['invitationAccepted', 'accepted'],
    ['invitationDeclined', 'declined'],
    ['messageAccepted', 'messages sent'],
    ['messageFailed', 'not delivered'],
    ['messagingStopped', 'messaging stopped'],
    ['conversationLeft', 'conversations left'],
  ] as const)('differ where only the server knows of %s', (event, what) => {
    expect(wrong([], [wrote(event)])).toEqual([`${what}: Tosh 0, the server 1`])
  })

  it.each([
    [moved('session', 'creating', 'created.lurking.asking'), 'applications created'],
    [moved('outgoingInvitation', '', 'open.progress.unseen'), 'invitations sent'],
    [moved('outgoingMessage', 'sending', 'Failed'), 'not delivered'],
    [moved('messaging', 'Connected', 'Disconnecting.stopping'), 'messaging stopped'],
    [{ kind: 'typed' }, 'typing told'],
    [{ kind: 'ended', outcome: 'Cancelled' }, 'ended as cancelled'],
  ] as const)('differ where only the client knows of %j', (sighting, what) => {
    expect(wrong([sighting], [])).toEqual([`${what}: Tosh 1, the server 0`])
  })

  it('leave out of the table what nobody did', () => {
    expect(summaryLines(['Tosh', 'Lene'], rowsOf([], []), plain)).toHaveLength(1)
  })

  it('mark a difference', () => {
    expect(summaryLines(['Tosh', 'Lene'], rowsOf([], [wrote('messageFailed')]), plain)[1]).toBe(
      '  not delivered              0       1       0       0  ✗',
    )
  })
})

describe('what the server wrote', () => {
  it.each([wrote('invitationCompleted', 'Timeout'), wrote('applicationEnded', 'TooManyApplications')])(
    'and no count knows is named: %j',
    (entry) => {
      expect(uncounted([entry])).toEqual([`${entry.event} ${entry.outcome ?? ''}`])
    },
  )

  it('and some count knows is not named', () => {
    expect(uncounted([wrote('messageFailed'), wrote('applicationEnded', 'Deleted')])).toEqual([])
  })
})
