/** What the library promises while all goes wrong. */
interface Promised {
  readonly promise: string
  /** Held throughout simulated sessions, by name: its planted faults show that it would be missed. */
  readonly invariant?: string
  /** Where it is tested besides. */
  readonly tests: readonly string[]
}

const contract = 'test/integration/contract'
const integration = 'test/integration'

export const promises: readonly Promised[] = [
  {
    promise:
      'A message that the server delivered appears exactly once, in order, in `messages$`, unless its loss is announced.',
    invariant: 'deliveredOnceInOrder',
    tests: [`${contract}/pages.test.ts`, 'test/channel/eventChannel.property.test.ts', 'test/soak/soak.ts'],
  },
  {
    promise:
      '`gaps$` announces each loss in the moment in which handles end by it: which conversations, which invitations, why.',
    invariant: 'gapsAnnounced',
    tests: [`${integration}/resync.test.ts`, `${integration}/rebirth.test.ts`, `${integration}/joining.test.ts`],
  },
  {
    promise:
      'What a sender is told never contradicts the server: `Succeeded` was delivered, `Failed` was not; what nobody can know is `unknown`.',
    invariant: 'senderToldTruth',
    tests: [`${integration}/lostMessage.test.ts`, `${integration}/failedDelivery.test.ts`],
  },
  {
    promise:
      'What an inviter is told never contradicts how the invitation ended at the server, and every invitation ends.',
    invariant: 'inviterToldTruth',
    tests: [`${integration}/lostInvitation.test.ts`, `${integration}/outcomes.test.ts`],
  },
  {
    promise: 'No command takes effect twice: a POST is sent once, and again only where the user says `retry()`.',
    invariant: 'noCommandTwice',
    tests: [`${contract}/order.test.ts`, 'test/transport/withRetry.test.ts'],
  },
  {
    promise: 'At most one P-GET of an instance is outstanding, whatever is stopped and started.',
    invariant: 'onePollOutstanding',
    tests: [`${contract}/lives.test.ts`, 'test/channel/eventChannelLife.test.ts'],
  },
  {
    promise:
      'Beside its P-GET and what the user asks for, a client makes one request in 500 ms as long as none is answered, and at most 20 in 60 s where all fail.',
    invariant: 'calmRequests',
    tests: [`${contract}/unavailable.test.ts`, 'test/channel/eventChannelTimes.test.ts'],
  },
  {
    promise:
      'Once all goes well again a client comes back by itself, and shows within ten minutes what the server has: conversations, states, who is there and who types.',
    invariant: 'viewEqualsServer',
    tests: [`${contract}/lives.test.ts`, `${integration}/unheardMessaging.test.ts`],
  },
  {
    promise: 'How the server may hold events back is told it again whenever it has forgotten it.',
    invariant: 'aggregationTold',
    tests: ['test/channel/eventChannel.test.ts'],
  },
  {
    promise: 'A token goes to no host but the one that issued it, a password to none but the token service.',
    invariant: 'tokenStaysHome',
    tests: [`${integration}/theft.test.ts`, `${contract}/elsewhere.test.ts`],
  },
  {
    promise: 'After `close()` nothing is left: no timer, no request, no actor, no subscription, no promise that waits.',
    invariant: 'nothingLeft',
    tests: [`${integration}/afterClose.test.ts`, 'test/runtime/closing.test.ts'],
  },
  {
    promise: 'Nothing that a server sends makes the library throw: what cannot be read is told on `faults$`.',
    invariant: 'noDefect',
    tests: [`${contract}/unknown.test.ts`, `${integration}/hostileBodies.test.ts`, `${integration}/badBodies.test.ts`],
  },
  {
    promise: 'Who sleeps is woken: what woke the machine is noticed, and the first poll goes out without delay.',
    tests: [`${integration}/waking.test.ts`],
  },
  {
    promise:
      'A process that ends and begins again within the 15 minutes of the server goes on with the very next event from its resume point, which holds no token.',
    tests: [`${integration}/resumePoint.test.ts`, `${integration}/secrets.test.ts`],
  },
  {
    promise: 'Another instance that takes the channel is reported as `replaced` and not fought.',
    tests: [`${contract}/replaced.test.ts`],
  },
  {
    promise: 'A subscriber that is slow or throws delays and harms nobody but herself.',
    tests: [`${contract}/lives.test.ts`, `${integration}/throwingSubscriber.test.ts`],
  },
  {
    promise:
      'Every queue is bounded, and what happens at its bound is [written down](architecture.md#what-may-pile-up).',
    tests: [
      `${integration}/queue.test.ts`,
      `${integration}/waitingPages.test.ts`,
      'test/runtime/messageStream.test.ts',
    ],
  },
  {
    promise: 'Tokens, passwords and the text of messages are in no log, error or recording unless asked for.',
    tests: [`${integration}/secrets.test.ts`, 'test/client/secrets.test.ts'],
  },
  {
    promise:
      '`status$` says what is waited for, why, and until when; an error names the link, the method and the address that were tried; the log has one line for each transition and none for an event.',
    tests: ['test/client/observability.test.ts'],
  },
]

const shown = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join('<br>')

/** `plants` gives the planted faults that an invariant finds. */
export const printPromises = (plants: (invariant: string) => readonly string[]): string =>
  [
    '## What is promised, and how it is tested',
    '',
    '| promise | held throughout simulation as | planted faults that it finds | and tested in |',
    '|:--|:--|:--|:--|',
    ...promises.map(
      ({ promise, invariant, tests }) =>
        `| ${promise} | ${invariant === undefined ? '' : shown([invariant])} | ${
          invariant === undefined ? '' : shown(plants(invariant))
        } | ${shown(tests)} |`,
    ),
    '',
  ].join('\n')

export const evidence = `## How much is tested

**Every transition.** \`npm run model\` walks every path through every chart with a real client against the embedded server and
prints the states and transitions taken out of those there are; less than all of them fails. In each state the public view is
compared with a model that was written by hand. Every transition, guard and target is also taken out of its chart once, and
a test has to notice.

**Whole sessions.** \`npm run simulate -- --seeds N --from S\` plays sessions of two to six users with one or two devices each on
one virtual clock and one random source, without sockets. Users do at random what the public surface offers: they talk, meet, wait in lobbies, read and continue what was,
say how they appear and watch others, suspend, sign out, and go on from a resume point, while responses
are lost before or after the server acted, delayed, doubled, cut off or never come, proxies refuse, tokens and applications
expire, the server restarts, says \`resync\` or \`resume\`, or sends what cannot be read, another instance polls, machines sleep
and their clocks jump, processes restart, and subscribers are late or throw. The invariants above hold at every moment, the last
ones after the faults are over. A seed that fails prints its last events and replays exactly. \`npm test\` plays fixed
seeds, those that once failed, and a random one.

Every eleventh seed is played in a wide world besides, which \`--world wide\` plays alone. There guests without an account come to a
meeting, wait in its lobby and are let in or refused; users sign in by Windows, at a page that may forget them or with a token of
their own, and find the server by its name; some lurk or are heard of when they
are active, some share what is for them with a delegate or forward it, or are invited on behalf of somebody; polls last up to half
an hour, threads are named, machines are told to wake without having slept, and of a batch single members fail. Users
look at every member that a handle shows, too. That no command of the public surface is left out is checked by a test that reads the
surface from the public entry (\`test/simulation/surface.test.ts\`).

**The simulation can fail.** \`--plant NAME\` puts a faulty part in the place of a sound one. Each of the planted faults above is
found by the invariant beside it, which says nothing of the same session without the fault.

**For minutes, over HTTP.** \`npm run soak -- --minutes 10\` keeps 500 clients talking over real sockets while 3 % of all requests
go wrong, the server does something to one of the users some four times a second, and forgets all its applications every three minutes.
A run on two cores:

    sent 15989, delivered 14964, received 14963, lost 0, duplicated 0, announced 1, reconnects 3376, struck 6012, offline 0
    heap after a collection: 227.2 MB after two minutes, 236.0 MB after ten

\`sent\` counts what users handed to their clients, also while the other side was gone; \`delivered\` what the server let go;
\`announced\` what it had let go and took back by forgetting the application, as \`gaps$\` told the receiver.

**Mutants.** \`npm run mutants\` changes the code in one place after another and runs the tests that go through that place: a
mutant that they do not notice survives. One thread loads the library once for all of them (\`test/mutants\`), so that a folder
takes minutes; one is tried at a time, with the tests named below. What runs only while a module is loaded is left out: the
transitions of the charts, which are taken out by tests of their own, and constants.

    npm run mutants -- --mutate 'machines/**/*.ts' --testFiles 'test/mutants/charts.ts,test/machines/*.test.ts'
    npm run mutants -- --mutate 'src/channel/**/*.ts' --testFiles 'test/channel/**/*.test.ts'
    npm run mutants -- --mutate 'src/transport/**/*.ts' --testFiles 'test/transport/**/*.test.ts'
    npm run mutants -- --mutate 'src/runtime/fetcher.ts,src/runtime/me.ts' --testFiles 'test/runtime/*.test.ts'

| tried | mutants | noticed | that survive |
|:--|--:|--:|:--|
| \`machines\`, beside their transitions | 507 | 91 % | change nothing: an action or guard is run for one event or one sort of answer only, which TypeScript wants said (21); only a \`Refused\` has a status from 400 on (5); a chart is asked only once there is what it is asked about (19) |
| \`src/channel\` | 234 | 97 % | change nothing: only a \`Refused\` has a \`retryAfter\`, or status 409 with a subcode (3); after a 500 two rules come to the same wait (1); a step with a page comes from a page (1); whatever is no page is a failure (1); what is no URL has no origin either (1) |
| \`src/transport\` | 1,837 | 97 % | change nothing: any text that means nothing may stand for an absent header or setting (13); only one sort of failure or answer has what is asked for, which TypeScript wants said (18); a shortcut, and the long way comes to the same, or what is done once more does nothing (15); a pattern matches whatever comes, to the end of its line (6); nobody reads how a token request in the background failed (5). Where the clock of the computer is in UTC, no zone is UTC (3). |
| \`src/runtime\`, what needs no session (27 files): \`activity\`, \`contact\`, \`createdApplication\`, \`fetcher\`, \`lateTimer\`, \`me\`, \`messageStream\`, \`missedItems\`, \`observed\`, \`own\`, \`people\`, \`person\`, \`place\`, \`presenceLease\`, \`readResumePoint\`, \`rebirth\`, \`resumption\`, \`roster\`, \`setback\`, \`silence\`, \`transcript\`, \`turnstile\`, \`unanswered\`, \`untrustedHtml\`, \`updateCommunication\`, \`waking\`, \`watchedContact\` | 1,065 | 95 % | change nothing: a shortcut, and the long way comes to the same (16); a value is there whenever it is asked for, which TypeScript wants said (10); a link that every such resource has (8); any text that means nothing may stand for an absent one (3), and no failure says what stood there instead (2); what was given up is dropped in more than one place (4); what is not known is not there, or there as undefined (3); who has left is told nothing, listed or not (4); a listener that is called once is called once (4); a state under another name (1) |
| \`src/runtime\`, what conversations, history and presence are made of (14 files): \`conversation\`, \`conversationEvents\`, \`directory\`, \`history\`, \`hub\`, \`messageEvents\`, \`outgoingMessage\`, \`outgoingMessages\`, \`pages\`, \`participantEvents\`, \`presences\`, \`rosterCatchUp\`, \`router\`, \`whereabouts\` | 1,408 | 98 % | change nothing: only charts that live tell the hub something, and nothing else does, which TypeScript wants said (5); a value is there whenever it is asked for, or is one of these, which TypeScript wants said as well (9); nobody keeps snapshots, and any number makes an id (2); whatever is no success is a failure (1), and only a \`Refused\` has a status (1); any text that means nothing may stand for one that is missing (4), and any that is no participant for nobody (1); what is not told is as good as told to be nothing (2); what is larger than the bound is not empty (1); what is done once more does nothing (2); nobody asks of which sort an invitation of the user's is (1) |
| \`src/runtime\`, what signs in, sends and invites (16 files): \`charts\`, \`commands\`, \`connection\`, \`creation\`, \`eventLoop\`, \`followed\`, \`following\`, \`incomingInvitation\`, \`invitationEvents\`, \`message\`, \`messagingReader\`, \`moderation\`, \`outgoingInvitation\`, \`session\`, \`sessionChart\`, and \`runtime\`, which ties all together and is tried with scenarios of \`test/integration\` besides | 879 | 96 % | change nothing: a value is there whenever it is asked for, which TypeScript wants said (19); only a \`Refused\` has such a status or subcode (3); any text that means nothing may stand for one that is missing (2), what is no invitation is read nowhere (1), and no failure says what stood there instead (1); what is not known is not there, or there as undefined (2); a shortcut, and the long way comes to the same (1); what is done once more does nothing (2); whatever neither begins nor ends is an update (1) |

That is all of \`src/runtime\`, but for \`loss\`, which has types alone: of 3,352 mutants 97 % are noticed.
`

export const limits = `## What is not promised

- **A message that was not delivered is not sent again by itself**, nor is any other command. A message whose answer was lost
  and of which no event tells for 60 s of open channel is \`unknown\`; an invitation is \`lost\`. Either may have taken place:
  the user decides.
- **What the server dropped is gone.** After a \`resync\`, a \`resume\` or a new application, messages from before are not read
  from anywhere: \`gaps$\` tells between which conversations they may be missing. The history is another matter
  (\`client.history\`), where the server keeps one.
- **Nothing is stored.** What a process held in memory ends with it, but for the resume point, which the application keeps itself.
- **Order holds within a conversation**, not between two of them, nor between a message and the presence of who wrote it.
- **Waiting has no end.** A client goes on trying for as long as nobody closes it, more and more rarely, at least once in five
  minutes; only an answer that no trying would change ends it.
- **A socket that is dead without a word** is noticed by the time-out of the poll, up to three and a half minutes later; what
  comes meanwhile is kept by the server and comes then.
- **Whoever asks for long polls** (\`aggregation.timeout\`, up to half an hour) hears of a server that works again no sooner: after
  a poll that failed \`status$\` says \`reconnecting\` until the next one is answered, which is when something happens or that time is over.
  A connection that is dead without a word is noticed half a minute after it.
- **The embedded server is no Skype for Business.** It behaves as documents, captures and clients in the wild say. Where they are
  silent or disagree, it takes the strictest reading, and its \`control\` plays the others.
- The simulation draws its faults independently for each device and request. It plays no server that lies on purpose, no
  two servers of one pool that know different things, and no clock that runs at another speed. All its clients ask the server by
  themselves: frames need a browser, and have tests of their own there (\`test/browser\`). Nobody invites on behalf of another by the library:
  the protocol has no request for it; the server does it by its \`control\`. Of what goes on with unread items, logs
  and transcripts it checks only that it ends.
`
