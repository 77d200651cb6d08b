const everywhere: ReadonlySet<string> = new Set([
  'acceptedByParticipant',
  'conversationLogRecipient',
  'conversationLogTranscript',
  'dialInRegion',
  'failedDeliveryParticipant',
  'myGroupMembership',
  'onlineMeetingExtension',
  'presenceSubscriptionMembership',
  'startEmergencyCallInput',
])

const people = ['contact', 'distributionGroup', 'group'] as const

/** Relations that are single in other resources. */
const inCollection: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['applications', ['application']],
  ['attendees', ['participant']],
  ['conversationLogs', ['conversationLog']],
  ['conversations', ['conversation']],
  ['distributionGroup', people],
  ['groupContacts', people],
  ['leaders', ['participant']],
  ['lobby', ['participant']],
  ['mediaRelayAccessToken', ['mediaRelay']],
  ['messages', ['message']],
  ['myContacts', people],
  ['myGroups', people],
  ['myOnlineMeetings', ['myAssignedOnlineMeeting', 'myOnlineMeeting']],
  ['myPrivacyRelationship', ['contact']],
  ['myPrivacyRelationships', ['myPrivacyRelationship']],
  ['participants', ['participant']],
  ['phones', ['phone']],
  ['presenceSubscriptions', ['presenceSubscription']],
  ['search', people],
  ['subscribedContacts', ['contact']],
  ['typingParticipants', ['participant']],
])

/**
 * Whether a relation of a resource is an array even when it leads to one thing:
 * in XML one link and a list of one look the same. `holder` is the `rel` of the
 * resource. What is not listed is an array when there are several.
 */
export const isAlwaysArray = (holder: string | undefined, rel: string): boolean =>
  everywhere.has(rel) || (holder !== undefined && inCollection.get(holder)?.includes(rel) === true)
