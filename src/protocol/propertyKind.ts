/** What a property is, where it is not text: XML writes all values as text. */
export type PropertyKind = 'boolean' | 'integer' | 'date'

const named = (kind: PropertyKind, names: readonly string[]): readonly (readonly [string, PropertyKind])[] =>
  names.map((name) => [name, kind])

/**
 * Properties that JSON carries as a boolean, a number or `/Date(ms)/`, by name.
 * Of the names in the reference only `duration` has two kinds, and is not here.
 */
export const propertyKinds: ReadonlyMap<string, PropertyKind> = new Map([
  ...named('boolean', [
    'anonymous',
    'audioMuted',
    'inLobby',
    'includeInContactCard',
    'isAudioConferenceProviderEnabled',
    'joinAudioMuted',
    'joinVideoMuted',
    'local',
    'moreResultsAvailable',
    'organizer',
    'panoramicVideoMuted',
    'privateLine',
    'publishEndpointLocation',
    'readLocally',
    'recording',
    'videoMuted',
  ]),
  ...named('integer', [
    'conversationLogsCount',
    'locationRefreshInterval',
    'maximumApplicationSharingPort',
    'maximumAudioPort',
    'maximumVideoPort',
    'meetingSize',
    'minimumApplicationSharingPort',
    'minimumAudioPort',
    'minimumVideoPort',
    'missedConversationsCount',
    'participantCount',
    'participantsWarningThreshold',
    'ringDelay',
    'tcpPort',
    'totalRecipientsCount',
    'udpPort',
    'unreadMissedConversationsCount',
    'unreadVoicemailsCount',
    'voiceMailsCount',
  ]),
  ...named('date', ['created', 'creationTime', 'expirationTime', 'lastActive', 'timeStamp', 'validUntil']),
])
