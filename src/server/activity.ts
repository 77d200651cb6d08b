import { announcePresence } from './announcePeople.ts'
import type { Application } from './application.ts'
import { endApplication } from './endApplication.ts'
import { gone } from './refusal.ts'
import type { Site } from './site.ts'

const becomes = (site: Site, application: Application, activity: Application['activity']): void => {
  application.activity = activity
  announcePresence(site, application.account)
}

const awaitIdleness = (site: Site, application: Application): void => {
  application.cancelIdleness()
  application.cancelIdleness = site.timers.after(application.inactiveTimeout, () => {
    becomes(site, application, 'idle')
    application.cancelIdleness = site.timers.after(application.inactiveTimeout, () =>
      becomes(site, application, 'away'),
    )
  })
}

const awaitActivity = (site: Site, application: Application): void => {
  application.cancelInactivity()
  application.cancelInactivity = site.timers.after(site.times.inactivity, () => {
    if (site.calls.legsIn(application).length > 0) return awaitActivity(site, application)
    endApplication(site, application, gone('InactiveApplicationExpired'), 'InactiveApplicationExpired')
  })
}

/** The user is there: from now on she is on her way to idle, away, and the end of her application. */
export const becomeActive = (site: Site, application: Application): void => {
  site.standings(application.account).lastActive = site.clock.now()
  application.activity = 'active'
  awaitActivity(site, application)
  awaitIdleness(site, application)
}
