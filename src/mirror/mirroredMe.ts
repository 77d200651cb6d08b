import { askCommand, askDone } from './asked.ts'
import type { Line } from './line.ts'
import type { MirroredClient } from './surface.ts'
import { watchingLive } from './watching.ts'

/** As the `me` of a client. */
export const mirroredMe = (line: Line): MirroredClient['me'] => ({
  presence$: watchingLive(line, { stream: 'presence' }, { availability: 'unknown', activity: undefined }),
  note$: watchingLive(line, { stream: 'note' }, { message: undefined, type: undefined }),
  setPresence: (availability) => askCommand(line, { on: 'me', verb: 'setPresence', availability }),
  resetPresence: () => askCommand(line, { on: 'me', verb: 'resetPresence' }),
  setNote: (message) => askCommand(line, { on: 'me', verb: 'setNote', message }),
  resetNote: () => askCommand(line, { on: 'me', verb: 'resetNote' }),
  reportMyActivity: () => void askDone(line, { on: 'me', verb: 'reportMyActivity' }),
})
