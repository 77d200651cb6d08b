import type { Call } from './call.ts'
import { endCall } from './hangUp.ts'
import type { Site } from './site.ts'

/** Something happened: the time after which the server ends a silent two-party conversation starts again. */
export const keepAwake = (site: Site, call: Call): void => {
  call.cancelIdle()
  call.endsAt = undefined
  if (call.meeting !== undefined) return
  const { idleConversation } = site.times
  call.endsAt = site.clock.now() + idleConversation
  call.cancelIdle = site.timers.after(idleConversation, () => endCall(site, call, undefined))
}
