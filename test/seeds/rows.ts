/** One thing that a seed page promises, and where the code keeps it. */
export interface Row {
  /** Stands in brackets before the title of each test that covers it. */
  readonly id: string
  readonly what: string
  /** The first of them says `word`. */
  readonly code: readonly string[]
  readonly word: string
}

export interface Page {
  readonly name: string
  readonly about: string
  readonly rows: readonly Row[]
}

const wordOf = (id: string): string => id.split('.').at(-1) ?? ''

const row = (id: string, what: string, code: readonly string[], word = wordOf(id)): Row => ({ id, what, code, word })

const errorCodes: Readonly<Record<string, string>> = {
  403: 'Forbidden',
  409: 'Conflict',
  410: 'Gone',
  500: 'ServiceFailure',
}

const meanings: Readonly<Record<string, string>> = {
  '403': 'the anonymous token is for another target',
  '409': 'not supported here, or not now',
  '409.AlreadyExists': 'it is there already',
  '409.TooManyGroups': 'listed for every resource alike',
  '410.CannotRedirect': 'no other pool takes over',
  '500.CallbackChannelError': 'the event channel of the application is out of reach',
  '500.InvalidExchangeServerVersion': 'the mailbox is on a version of Exchange that does not fit',
}

const errors = (page: string, ...kinds: readonly string[]): readonly Row[] =>
  kinds.map((kind) => {
    const [status = '', subcode] = kind.split('.')
    const code = errorCodes[status] ?? ''
    return row(
      `${page}.error.${kind}`,
      `refused with ${[status, code, subcode].filter((part) => part !== undefined).join(' ')}: ${meanings[kind] ?? ''}`,
      ['src/protocol/documentedError.ts', 'src/transport/refusal.ts', 'src/server/intercept.ts'],
      subcode ?? code,
    )
  })

const scopes = (page: string): readonly Row[] =>
  ['Conversations.Initiate', 'Conversations.Receive'].map((scope) =>
    row(
      `${page}.scope.${scope}`,
      `one of the two scopes of which a token with scopes needs one: ${scope}`,
      ['src/protocol/scope.ts', 'src/server/core.ts'],
      scope,
    ),
  )

const examplesOfPost = (page: string): readonly Row[] => [
  row(
    `${page}.example.request.json`,
    'the request as the page spells it in JSON, with a text of our own',
    ['src/protocol/format.ts', 'src/server/input.ts'],
    'application/json',
  ),
  row(
    `${page}.example.response.json`,
    'the answer to it: 201, empty, with a Location',
    ['src/server/reply.ts', 'src/service/command.ts'],
    'Location',
  ),
  row(
    `${page}.example.request.xml`,
    'the request as the page spells it in XML, with a text of our own',
    ['src/xml/readResource.ts', 'src/xml/format.ts', 'src/server/input.ts'],
    'readResource',
  ),
  row(
    `${page}.example.response.xml`,
    'the answer to it: 201, empty, with a Location',
    ['src/server/reply.ts', 'src/service/command.ts'],
    'Location',
  ),
]

const ofMessaging = ['src/server/representation/messaging.ts', 'src/protocol/resource/messaging.ts']

const messaging: Page = {
  name: 'messaging',
  about: 'the instant messaging of one conversation',
  rows: [
    row('messaging.property.negotiatedMessageFormats', 'formats that every side can show, once it is up', ofMessaging),
    row('messaging.property.state', 'Connecting, Connected or Disconnected', ofMessaging),
    row('messaging.link.self', 'its own address', ofMessaging),
    row('messaging.link.addMessaging', 'takes messaging up again', ofMessaging),
    row('messaging.link.conversation', 'the conversation that it belongs to', ofMessaging),
    row('messaging.link.sendMessage', 'sends one message', ofMessaging),
    row('messaging.link.setIsTyping', 'tells that the user is typing', ofMessaging),
    row('messaging.link.stopMessaging', 'ends it, connecting or connected', ofMessaging),
    row('messaging.link.typingParticipants', 'who is typing now', ofMessaging),
    ...scopes('messaging'),
    row(
      'messaging.event.updated',
      'each change of it, as a high event of the conversation, with or without the body',
      ['src/server/announce.ts', 'src/server/tell.ts', 'src/runtime/conversationEvents.ts'],
      'announceMessaging',
    ),
    row(
      'messaging.example.event.json',
      'the event as the page spells it: nothing but its link',
      ['src/protocol/event/resourceEvent.ts', 'src/server/wireEvent.ts', 'src/runtime/fetcher.ts'],
      'link',
    ),
    row(
      'messaging.operation.GET',
      'reads properties and links as they are now',
      ['src/server/handler/messaging.ts', 'src/transport/readResource.ts'],
      'getMessaging',
    ),
    ...errors(
      'messaging',
      '500.InvalidExchangeServerVersion',
      '409.AlreadyExists',
      '409.TooManyGroups',
      '409',
      '410.CannotRedirect',
    ),
    row(
      'messaging.example.request.json',
      'a GET that accepts JSON',
      ['src/server/negotiate.ts', 'src/protocol/format.ts'],
      'json',
    ),
    row('messaging.example.response.json', 'the resource in JSON', ofMessaging, 'negotiatedMessageFormats'),
    row(
      'messaging.example.request.xml',
      'a GET that accepts XML',
      ['src/server/negotiate.ts', 'src/xml/format.ts'],
      'xml',
    ),
    row(
      'messaging.example.response.xml',
      'the resource in XML',
      ['src/xml/printResource.ts', 'src/xml/readResource.ts'],
      'resource',
    ),
  ],
}

const startsMessaging = [
  'src/service/startMessaging.ts',
  'src/server/handler/startMessaging.ts',
  'src/protocol/operation.ts',
]
const takesInput = ['src/protocol/request/startMessaging.ts', 'src/service/startMessaging.ts']

const startMessaging2: Page = {
  name: 'startMessaging2',
  about: 'an invitation to a new conversation, revision 2',
  rows: [
    row(
      'startMessaging2.operation.POST',
      'invites one person to a new conversation',
      startsMessaging,
      'startMessaging',
    ),
    row(
      'startMessaging2.query.to',
      'whom to invite, in the query',
      ['src/server/input.ts', ...startsMessaging],
      'query',
    ),
    row('startMessaging2.body.customContent', 'what the applications agree on, as a data URL', takesInput),
    row('startMessaging2.body.importance', 'Normal, Urgent or Emergency', takesInput),
    row('startMessaging2.body.message', 'the first message, as a data URL', takesInput),
    row('startMessaging2.body.operationId', 'names the operation; required, at most 50 characters', takesInput),
    row('startMessaging2.body.subject', 'what it is about; at most 250 characters', takesInput),
    row('startMessaging2.body.threadId', 'continues a thread; at most 250 characters', takesInput),
    row('startMessaging2.body.to', 'whom to invite: a SIP URI', takesInput),
    ...scopes('startMessaging2'),
    ...errors(
      'startMessaging2',
      '403',
      '500.CallbackChannelError',
      '409.AlreadyExists',
      '409.TooManyGroups',
      '409',
      '410.CannotRedirect',
    ),
    ...examplesOfPost('startMessaging2'),
  ],
}

const startMessaging2Earlier: Page = {
  name: 'startMessaging2Earlier',
  about: 'the earlier copy of the same page, where it says something of its own or says it again',
  rows: [
    row('startMessaging2Earlier.operation.POST', 'as above', startsMessaging, 'startMessaging'),
    row('startMessaging2Earlier.query.to', 'as above', ['src/server/input.ts', ...startsMessaging], 'query'),
    row(
      'startMessaging2Earlier.response.messagingInvitation',
      'the invitation that was started; in practice the answer only says where it is',
      ['src/server/representation/invitation.ts', 'src/service/command.ts'],
      'messaging',
    ),
    ...errors('startMessaging2Earlier', '500.CallbackChannelError', '409.AlreadyExists', '409.TooManyGroups', '409'),
    ...examplesOfPost('startMessaging2Earlier'),
  ],
}

const addsMessaging = ['src/protocol/request/addMessaging.ts', 'src/service/addMessaging.ts']

const addMessaging: Page = {
  name: 'addMessaging',
  about: 'an invitation to messaging in a conversation that is there',
  rows: [
    row(
      'addMessaging.operation.POST',
      'adds messaging to a conversation of two, or takes it up in a meeting',
      ['src/service/addMessaging.ts', 'src/server/handler/startMessaging.ts', 'src/protocol/operation.ts'],
      'addMessaging',
    ),
    row('addMessaging.body.operationId', 'names the operation (by the examples)', addsMessaging),
    row('addMessaging.body.message', 'the first message, as a data URL (by the examples)', addsMessaging),
    row(
      'addMessaging.response.messagingInvitation',
      'the invitation that was started; in practice the answer only says where it is',
      ['src/server/representation/invitation.ts', 'src/service/command.ts'],
      'messaging',
    ),
    ...errors('addMessaging', '500.CallbackChannelError', '409.AlreadyExists', '409.TooManyGroups', '409'),
    ...examplesOfPost('addMessaging'),
  ],
}

const continuesMessaging = ['src/protocol/request/continueMessaging.ts', 'src/service/continueMessaging.ts']

const continueMessaging: Page = {
  name: 'continueMessaging',
  about: 'an invitation to go on with a past conversation',
  rows: [
    row(
      'continueMessaging.operation.POST',
      'takes up a past conversation from its log',
      ['src/service/continueMessaging.ts', 'src/server/handler/continueMessaging.ts', 'src/protocol/operation.ts'],
      'continueMessaging',
    ),
    row('continueMessaging.body.operationId', 'names the operation; at most 50 characters', continuesMessaging),
    row('continueMessaging.body.message', 'the first message, as a data URL', continuesMessaging),
    row(
      'continueMessaging.response.messagingInvitation',
      'the invitation that was started; in practice the answer only says where it is',
      ['src/server/representation/invitation.ts', 'src/service/command.ts'],
      'messaging',
    ),
    ...scopes('continueMessaging'),
    ...errors(
      'continueMessaging',
      '500.CallbackChannelError',
      '409.AlreadyExists',
      '409.TooManyGroups',
      '409',
      '410.CannotRedirect',
    ),
    ...examplesOfPost('continueMessaging'),
  ],
}

/** Everything that the five pages promise about their own resource. */
export const pages: readonly Page[] = [
  messaging,
  startMessaging2,
  startMessaging2Earlier,
  addMessaging,
  continueMessaging,
]
