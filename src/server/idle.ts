import type { Call } from './call.ts'
import { endCall } from './hangUp.ts'
import type { Site } from './site.ts'

/** Something happened: the time after which the server ends a silent two-party conversation starts again. */
export const keepAwake = (site: Site, call: Call): void => {
  call.cancelIdle()
  if (call.meeting !== undefined) return
  call.cancelIdle = site.timers.after(site.times.idleConversation, () => endCall(site, call, undefined))
}
