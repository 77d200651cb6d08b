import { accept, cancel, decline } from './answer.ts'
import { connect, resume, signOut, suspend } from './come.ts'
import {
  addMessaging,
  addParticipant,
  joinOnlineMeeting,
  moderate,
  startOnlineMeeting,
  switchAudienceMessaging,
} from './meet.ts'
import { reportMyActivity, search, setNote, setPresence, watchPresence } from './people.ts'
import { acknowledge, continueMessaging, keepHistory, putAwayLog, readLogs, readTranscripts } from './remember.ts'
import { leave, nameThread, retry, send, setIsTyping, startMessaging, stopMessaging } from './talk.ts'
import type { Chance } from '../chance.ts'
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

const actsOf: Readonly<Record<World, readonly Act[]>> = { usual: acts, wide: [...acts, nameThread] }

export const chooseAct = ({ random }: Chance, world: World): Act | undefined => {
  const possible = actsOf[world]
  let left = random() * possible.reduce((sum, { weight }) => sum + weight, 0)
  return possible.find(({ weight }) => (left -= weight) < 0)
}
