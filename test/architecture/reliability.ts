import { evidence, limits, printPromises } from './promises.ts'

interface Fault {
  readonly row: number
  readonly server: string
  readonly client: string
}

interface NamedTest {
  readonly file: string
  readonly row: number
  readonly title: string
}

const intro = `# Reliability

What this client promises while servers, networks and machines misbehave, how each promise is tested, and what is not
promised. The tables are generated from the tests and checked:
\`UPDATE_RELIABILITY=1 npx vitest run --project rx-ucwa test/architecture/reliability.test.ts\` writes this page.
What somebody may do with ill will is in [SECURITY.md](SECURITY.md), what an application is told in [errors.md](errors.md).
`

const aboutFaults = `## What goes wrong, row by row

What a server, or what lies between, does to a client in the course of a day, and what this one does about it. Every row
is played by tests whose titles begin with its number, in JSON and in XML, against the embedded server over real HTTP on
one virtual clock, so that what takes hours in life takes as long there and nobody waits.
`

const rows: readonly (readonly [string, string])[] = [
  ['409 `PGetReplaced` to its own replaced poll', 'Takes the first for its own and repeats the poll after a pause.'],
  [
    '409 `PGetReplaced` because another instance polls',
    'Takes the second in a row for somebody else, stops, and says `replaced`; `connect()` takes the channel back.',
  ],
  [
    '503, 502, 504, 408, 429 with and without `Retry-After`',
    'Waits as long as it is told, at least 0.5 s and at most 5 minutes, else with a backoff up to a minute; says `waiting` with `retryAt`, then `reconnecting` until the repeated poll is answered. A message is never sent again by itself.',
  ],
  [
    '404 `ApplicationNotFound` on any request',
    'Creates a new application, once, and tells on `gaps$` what ended; more and more rarely where it is lost at once.',
  ],
  ['410 of each kind', 'Ends with the reason, sends nothing more; `connect()` begins anew.'],
  [
    '401 in mid-session, on the poll and on a command',
    'Gets one new token for all that wait and repeats them; ends with the reason where no token helps.',
  ],
  ['`resume` instead of `next`', 'Follows it, ends what the server has dropped, and tells so on `gaps$`.'],
  [
    '`resync` instead of `next`',
    'Follows it, reads everything again, keeps what is still listed and ends the rest; pauses where it comes for ever.',
  ],
  ['a time-out response with `"sender": []`, or without `sender`', 'Asks again, at the pace of the server.'],
  ['the same response twice', 'Knows the page by its address and handles it once.'],
  [
    'a socket that hangs without closing',
    'Gives the poll up half a minute after the time-out of the server and repeats it, a command after 30 s; the server keeps the page until then.',
  ],
  [
    'an event of unknown rel, type or enum member, or one that cannot be decoded',
    'Passes the unknown through, tells the undecodable on `faults$`; the neighbours are intact.',
  ],
  ['several senders, the same sender twice, several messages in one page', 'Takes all, in order.'],
  [
    'an event before the 201 of its operation; a 201 that never arrives',
    'Matches by operation, `Location` or text; nothing is sent again.',
  ],
  ['`completed` without `started`', 'Takes it as the outcome.'],
  ['`participant` deleted in `typingParticipants`', 'Ends the typing, not the presence.'],
  ['HTML, or UTF-8 beyond ASCII, `+`, commas and `%` in message text', 'Gives the text as it was written.'],
  [
    'HTML error page of a proxy, truncated JSON, wrong content type, a body of 50 MB',
    'Takes no such answer for a page and repeats the poll; leaves a message to its event; fails a sign-in with `Unreadable`.',
  ],
  ['a redirect loop, a redirect to a foreign domain', 'Gives up after five; asks no foreign host, token or not.'],
  ['a slow handler in the application', 'Sends the next poll before it hands out a page.'],
  ['stop and start again', 'Has one loop at a time; goes on where it stopped.'],
  ['sleep for hours, clock jumps', 'Comes back by itself, with a gap if the server has dropped the application.'],
  ['two clients in one process', 'Share nothing.'],
]

export const faults: readonly Fault[] = rows.map(([server, client], at) => ({ row: at + 1, server, client }))

const line = ({ row, server, client }: Fault, tests: readonly NamedTest[]): string => {
  const mine = tests.filter((test) => test.row === row)
  const files = [...new Set(mine.map(({ file }) => file))]
  const cell = files
    .map((file) =>
      [
        `\`${file}\``,
        ...mine.filter((test) => test.file === file).map(({ title }) => title.replaceAll('|', '\\|')),
      ].join('<br>'),
    )
    .join('<br>')
  return `| ${row} | ${server} | ${client} | ${cell} |`
}

/** The page for people. `%s` and `%d` stand for each of several. */
export const printReliability = (
  tests: readonly NamedTest[],
  plants: (invariant: string) => readonly string[],
): string =>
  [
    intro,
    printPromises(plants),
    evidence,
    aboutFaults,
    '| row | what happens | what the client does | tests |',
    '|--:|:--|:--|:--|',
    ...faults.map((fault) => line(fault, tests)),
    '',
    limits,
  ].join('\n')
