/** A member as the two samples of a page have it: its path, then what differs. */
type Differences = readonly string[]

const sameEverywhere: Differences = []

/**
 * Pages whose JSON and XML samples do not say the same, and where: the samples
 * were made apart from each other, from a template with values by chance.
 */
export const differences: ReadonlyMap<string, { readonly why: string; readonly at: Differences }> = new Map([
  ['PayloadFormat/02-body.xml', { why: 'a made-up property and address', at: ['/prop1', '/_links/self/href'] }],
  ['addMessaging/03-request.xml', { why: 'the message is left out', at: ['/_links'] }],
  ['continueMessaging/03-request.xml', { why: 'the message is left out', at: ['/_links'] }],
  ['startMessaging/03-request.xml', { why: 'the message is left out, spaces are lost', at: ['/subject', '/_links'] }],
  [
    'startMessaging2/03-request.xml',
    { why: 'the message is left out, spaces are lost', at: ['/importance', '/subject', '/_links'] },
  ],
  ['startOnlineMeeting/03-request.xml', { why: 'spaces are lost', at: ['/subject'] }],
  ['applications/03-request.xml', { why: 'spaces are lost', at: ['/userAgent'] }],
  ['attendees/07-response.xml', { why: 'numbers by chance', at: ['/_links/participant/0/href'] }],
  ['conversation/07-response.xml', { why: 'numbers by chance', at: ['/created', '/participantCount'] }],
  ['conversationLog/04-response.xml', { why: 'numbers by chance', at: ['/creationTime', '/totalRecipientsCount'] }],
  [
    'conversationLogTranscripts/04-response.xml',
    { why: 'numbers by chance', at: ['/_embedded/conversationLogTranscript/0/timeStamp'] },
  ],
  [
    'message/05-response.xml',
    { why: 'values by chance', at: ['/status', '/timeStamp', '/_links/failedDeliveryParticipant/0/href'] },
  ],
  ['messages/04-response.xml', { why: 'numbers by chance', at: ['/_links/message/0/href'] }],
  ['messagingInvitation/06-response.xml', { why: 'a state by chance', at: ['/state'] }],
  ['onlineMeetingInvitation/06-response.xml', { why: 'a state by chance', at: ['/state'] }],
  ['myContacts/06-response.xml', { why: 'numbers by chance', at: ['/_links/contact/0/href'] }],
  [
    'onlineMeeting/06-response.xml',
    {
      why: 'values by chance, spaces are lost or added',
      at: [
        '/automaticLeaderAssignment',
        '/entryExitAnnouncement',
        '/expirationTime',
        '/joinUrl',
        '/largeMeeting',
        '/onlineMeetingUri',
        '/organizerName',
        '/subject',
      ],
    },
  ],
  [
    'search/04-response.xml',
    {
      why: 'the template stopped before the rel of the innermost bodies, which XML has in the element',
      at: ['contact', 'distributionGroup'].map(
        (rel) => `${'/_embedded/distributionGroup/0'.repeat(3)}/_embedded/${rel}/0/rel`,
      ),
    },
  ],
])

/** What is no payload of the protocol, and why. */
export const foreignRoots: ReadonlyMap<string, string> = new Map([
  ['applications/08-response.xml', 'the answer to OPTIONS, in no namespace'],
  ['xframe/02-response.xml', 'stands for a page of HTML'],
  ['xframe/04-response.xml', 'stands for a page of HTML'],
])

export const differencesOf = (file: string): Differences => differences.get(file)?.at ?? sameEverywhere

const bare = 'a body that was left out gets the rel of its element'
const emptyList = 'an empty list of bodies is none'
const token = 'an answer of the token service, which is never XML'

/** Where JSON samples come back otherwise from XML. */
export const changes: ReadonlyMap<string, { readonly why: string; readonly at: Differences }> = new Map([
  [
    'ApplicationDashboard/03-body.json',
    { why: 'empty objects that stand outside _embedded', at: ['/communication', '/me', '/onlineMeetings', '/people'] },
  ],
  ['AuthenticationInUCWA/03-response.json', { why: token, at: ['/expires_in'] }],
  ['CreateAnApplication/06-response.json', { why: token, at: ['/expires_in'] }],
  ['EventsInUCWA/01-event.json', { why: 'a sender without events has an empty list', at: ['/sender/0/events'] }],
  [
    'GetPresenceDataOfAContact/01-response.json',
    { why: emptyList, at: ['/_embedded/group', '/_embedded/distributionGroup'] },
  ],
  [
    'SubscribeToThePresenceOfAGroupOfContacts/02-response.json',
    { why: emptyList, at: ['/_embedded/group', '/_embedded/distributionGroup'] },
  ],
  [
    'MultiTabSupport/02-response.json',
    { why: bare, at: ['/_embedded/me', '/_embedded/people', '/_embedded/onlineMeetings', '/_embedded/communication'] },
  ],
  ['PayloadFormat/01-body.json', { why: 'a number that nobody knows is text', at: ['/prop1'] }],
  ['SendAnIM/01-request.json', { why: 'null is left out', at: ['/telemetryId'] }],
  ['Setmynoteinformation/04-response.json', { why: bare, at: ['/_embedded/people', '/_embedded/onlineMeetings'] }],
  [
    'UpdateAnOnlineMeeting/01-request.json',
    { why: 'a date in ISO 8601 becomes that of JSON', at: ['/expirationTime'] },
  ],
  ['search/02-response.json', { why: bare, at: differencesOf('search/04-response.xml') }],
])
