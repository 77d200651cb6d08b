import { accept, cancel, decline } from './answer.ts'
import { connect, resume, signOut, suspend } from './come.ts'
import { addMessaging, addParticipant, moderate, startOnlineMeeting, switchAudienceMessaging } from './meet.ts'
import { leave, send, setIsTyping, startMessaging, stopMessaging } from './talk.ts'
import type { Chance } from '../chance.ts'
import type { Act } from './act.ts'

const acts: readonly Act[] = [
  startMessaging,
  addMessaging,
  addParticipant,
  startOnlineMeeting,
  moderate,
  switchAudienceMessaging,
  send,
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
]

const total = acts.reduce((sum, { weight }) => sum + weight, 0)

export const chooseAct = ({ random }: Chance): Act | undefined => {
  let left = random() * total
  return acts.find(({ weight }) => (left -= weight) < 0)
}
