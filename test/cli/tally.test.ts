import { describe, expect, it } from 'vitest'
import type { Sighting } from '../../src/cli/play/sighting.ts'
import { differences, differencesBetween, summaryLines, type Run } from '../../src/cli/play/summary.ts'
import { tally, uncounted, type Witness } from '../../src/cli/play/tally.ts'
import type { JournalEntry } from '../../src/server/index.ts'

const tosh = 'sip:tosh@contoso.com'

const wrote = (event: JournalEntry['event'], outcome?: string, user = tosh): JournalEntry => ({
  at: 0,
  event,
  user,
  ...(outcome === undefined ? {} : { outcome }),
})

const moved = (machine: string, from: string, to: string): Sighting => ({
  kind: 'transition',
  transition: { machine, actor: `${machine}:1`, from, to, cause: 'x' },
})

const plain = (_: string, text: string): string => text

const witnessesOf = (sightings: readonly Sighting[]): readonly Witness[] => [
  { name: 'Tosh', uri: tosh, sightings },
  { name: 'Lene', uri: 'sip:lene@contoso.com', sightings: [] },
]

const runOf = (sightings: readonly Sighting[], log: readonly JournalEntry[], title = 'JSON'): Run => ({
  title,
  names: ['Tosh', 'Lene'],
  rows: tally(witnessesOf(sightings), log),
  trouble: [],
})

const wrong = (sightings: readonly Sighting[], log: readonly JournalEntry[]): readonly string[] =>
  differences(runOf(sightings, log))

const delivered = moved('outgoingMessage', 'Pending', 'Succeeded')

describe('the counts', () => {
  it('agree where both sides know of the same', () => {
    expect(wrong([delivered], [wrote('messageDelivered')])).toEqual([])
  })

  it.each([
    ['applicationCreated', 'applications created'],
    ['madeAvailable', 'made available'],
    ['invitationReceived', 'invitations seen'],
    ['invitationAccepted', 'accepted'],
    ['invitationDeclined', 'declined'],
    ['invitationWithdrawn', 'taken back'],
    ['messageAccepted', 'messages sent'],
    ['messageReceived', 'messages received'],
    ['messageFailed', 'not delivered'],
    ['typingSeen', 'typing seen'],
    ['lobbyEntered', 'waits in a lobby'],
    ['meetingEntered', 'meetings entered'],
    ['messagingStopped', 'messaging stopped'],
    ['conversationLeft', 'conversations left'],
    ['participantLeft', 'conversations ended'],
  ] as const)('differ where only the server knows of %s', (event, what) => {
    expect(wrong([], [wrote(event)])).toEqual([`${what} in JSON: Tosh 0, the server 1`])
  })

  it.each([
    [moved('session', 'creating', 'created.lurking.asking'), 'applications created'],
    [moved('outgoingInvitation', '', 'open.progress.unseen'), 'invitations sent'],
    [moved('outgoingMessage', 'sending', 'Failed'), 'not delivered'],
    [moved('messaging', 'Connected', 'Disconnecting.stopping'), 'messaging stopped'],
    [moved('conversation', 'Conferencing', 'InLobby'), 'waits in a lobby'],
    [moved('conversation', 'InLobby', 'Conferenced'), 'meetings entered'],
    [moved('conversation', 'Conferenced', 'Disconnected'), 'conversations ended'],
    [{ kind: 'did', what: 'setIsTyping' }, 'typing told'],
    [{ kind: 'did', what: 'admit', whom: 'Ida' }, 'people admitted'],
    [{ kind: 'did', what: 'eject', whom: 'Ida' }, 'people ejected'],
    [{ kind: 'did', what: 'disableAudienceMessaging' }, 'audience silenced'],
    [{ kind: 'did', what: 'enableAudienceMessaging' }, 'and let speak again'],
    [{ kind: 'ended', outcome: 'Cancelled' }, 'ended as cancelled'],
  ] as const)('differ where only the client knows of %j', (sighting, what) => {
    expect(wrong([sighting], [])).toEqual([`${what} in JSON: Tosh 1, the server 0`])
  })

  it('differ where one format has seen what the other has not', () => {
    expect(differencesBetween(runOf([delivered], []), runOf([], [], 'XML'))).toEqual([
      'delivered: Tosh 1 in JSON, 0 in XML',
    ])
  })

  it('of a meeting that somebody is about to leave do not count it again', () => {
    expect(wrong([moved('conversation', 'Disconnecting.waiting', 'Conferenced')], [])).toEqual([])
  })
})

describe('the summary', () => {
  it('leaves out what nobody did', () => {
    expect(summaryLines([runOf([], []), runOf([], [], 'XML')], plain)).toEqual([
      '                           ── JSON ───     ── XML ────',
      'client/server              Tosh   Lene     Tosh   Lene',
    ])
  })

  it('shows both formats side by side', () => {
    const [one, other] = [
      runOf([delivered], [wrote('messageDelivered')]),
      runOf([delivered], [wrote('messageDelivered')], 'XML'),
    ]
    expect(summaryLines([one, other], plain)[2]).toBe('  delivered                 1/1      ·      1/1      ·  ✓')
  })

  it('marks where client and server differ', () => {
    const run = runOf([], [wrote('messageFailed')])
    expect(summaryLines([run], plain)[2]).toBe('  not delivered             0/1      ·  ✗')
  })

  it('marks where the formats differ', () => {
    const [one, other] = [runOf([delivered], [wrote('messageDelivered')]), runOf([], [], 'XML')]
    expect(summaryLines([one, other], plain)[2]).toBe('  delivered                 1/1      ·        ·      ·  ✗')
  })
})

describe('what the server wrote', () => {
  it.each([wrote('invitationCompleted', 'Timeout'), wrote('applicationEnded', 'TooManyApplications')])(
    'and no count knows is named: %j',
    (entry) => {
      expect(uncounted(witnessesOf([]), [entry])).toEqual([`${entry.event} ${entry.outcome ?? ''}`])
    },
  )

  it('about somebody who did not play is named', () => {
    expect(uncounted(witnessesOf([]), [wrote('messageFailed', undefined, 'sip:ann@contoso.com')])).toEqual([
      'messageFailed',
    ])
  })

  it('and some count knows is not named', () => {
    expect(uncounted(witnessesOf([]), [wrote('messageFailed'), wrote('applicationEnded', 'Deleted')])).toEqual([])
  })

  it('of the end of a whole conversation is nobody’s', () => {
    expect(uncounted(witnessesOf([]), [wrote('conversationEnded', undefined, '')])).toEqual([])
  })
})
