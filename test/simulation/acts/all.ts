import { accept, cancel, decline } from './answer.ts'
import { connect, resume, signOut, suspend } from './come.ts'
import {
  addMessaging,
  addParticipant,
  answerLobby,
  comeToMeeting,
  joinAsGuest,
  joinOnlineMeeting,
  moderate,
  startOnlineMeeting,
  switchAudienceMessaging,
  talkInMeeting,
} from './meet.ts'
import { reportMyActivity, search, setNote, setPresence, watchPresence } from './people.ts'
import { acknowledge, continueMessaging, keepHistory, putAwayLog, readLogs, readTranscripts } from './remember.ts'
import { leave, nameThread, retry, send, setIsTyping, startMessaging, stopMessaging } from './talk.ts'
import {
  changeCommunication,
  delegate,
  inviteOnBehalf,
  searchForFew,
  startMessagingWithContent,
  startNamedMeeting,
} from './vary.ts'
import { look, watch } from './look.ts'
import type { Chance } from '../chance.ts'
import type { Party } from '../party.ts'
import type { World } from '../world.ts'
import type { Act } from './act.ts'

const acts: readonly Act[] = [
  startMessaging,
  addMessaging,
  addParticipant,
  startOnlineMeeting,
  joinOnlineMeeting,
  moderate,
  switchAudienceMessaging,
  send,
  retry,
  setIsTyping,
  stopMessaging,
  leave,
  accept,
  decline,
  cancel,
  connect,
  suspend,
  resume,
  signOut,
  setPresence,
  setNote,
  reportMyActivity,
  search,
  watchPresence,
  readLogs,
  readTranscripts,
  putAwayLog,
  continueMessaging,
  keepHistory,
  acknowledge,
]

const wideActs: readonly Act[] = [
  ...acts,
  nameThread,
  startMessagingWithContent,
  startNamedMeeting,
  comeToMeeting,
  talkInMeeting,
  answerLobby,
  delegate,
  inviteOnBehalf,
  searchForFew,
  changeCommunication,
  look,
  watch,
]

/** She tries what users do besides, and is refused much of it. */
const guestActs: readonly Act[] = [...wideActs, joinAsGuest]

const actsOf = (world: World, { isGuest }: Party): readonly Act[] => {
  if (isGuest) return guestActs
  return world === 'wide' ? wideActs : acts
}

export const chooseAct = ({ random }: Chance, world: World, party: Party): Act | undefined => {
  const possible = actsOf(world, party)
  let left = random() * possible.reduce((sum, { weight }) => sum + weight, 0)
  return possible.find(({ weight }) => (left -= weight) < 0)
}
