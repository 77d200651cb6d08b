import type { Application } from './application.ts'
import { dropped } from './http.ts'
import { vanish } from './leave.ts'
import { applicationNotFound } from './refusal.ts'
import type { Reply } from './reply.ts'
import type { Site } from './site.ts'

/** Ends an application and all that hangs off it. Whoever asks for it, the parked P-GET first, gets the answer. */
export const endApplication = (site: Site, application: Application, answer: Reply, outcome: string): void => {
  const legs = site.calls.legsIn(application)
  application.cancelInactivity()
  application.channel.close(answer)
  site.applications.end(application, answer)
  vanish(site, legs)
  site.journal.write({ event: 'applicationEnded', user: application.account.uri, outcome })
  site.logger.info(`application ${application.id} of ${application.account.address} ended: ${outcome}`)
}

/** As after a restart of the server: every application is gone, and every connection broken. */
export const forgetApplications = (site: Site): void => {
  for (const application of site.applications.all()) {
    application.channel.close(dropped)
    endApplication(site, application, applicationNotFound, 'Forgotten')
  }
}
