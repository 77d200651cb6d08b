import type { Account } from './accounts.ts'
import { announcePresence } from './announcePeople.ts'
import type { Application } from './application.ts'
import { dropped } from './http.ts'
import { vanish } from './leave.ts'
import { applicationNotFound } from './refusal.ts'
import type { Reply } from './reply.ts'
import type { Site } from './site.ts'
import { dropSubscriptions } from './subscribe.ts'

/** What somebody has said of herself holds until her last application has gone. */
const signOff = (site: Site, account: Account): void => {
  if (!site.applications.of(account).some(({ isAvailable }) => isAvailable)) site.standings(account).chosen = undefined
  announcePresence(site, account)
}

/** Ends an application and all that hangs off it. Whoever asks for it, the parked P-GET first, gets the answer. */
export const endApplication = (site: Site, application: Application, answer: Reply, outcome: string): void => {
  const legs = site.calls.legsIn(application)
  application.cancelInactivity()
  application.cancelIdleness()
  dropSubscriptions(site, application)
  application.channel.close(answer)
  site.applications.end(application, answer)
  vanish(site, legs)
  signOff(site, application.account)
  site.journal.write({ event: 'applicationEnded', user: application.account.uri, outcome })
  site.logger.info(`application ${application.id} of ${application.account.address} ended: ${outcome}`)
}

/** One instance has gone; the application goes with its last. */
export const endInstance = (
  site: Site,
  application: Application,
  instanceId: string,
  outcome: 'Deleted' | 'NoPendingGet',
): void => {
  if (application.channel.all().length === 1) return endApplication(site, application, applicationNotFound, outcome)
  application.channel.shut(instanceId, applicationNotFound)
  site.logger.info(`an instance of application ${application.id} ended: ${outcome}`)
}

/** As after a restart of the server: every application is gone, and every connection broken. */
export const forgetApplications = (site: Site): void => {
  for (const application of site.applications.all()) {
    application.channel.close(dropped)
    endApplication(site, application, applicationNotFound, 'Forgotten')
  }
}
