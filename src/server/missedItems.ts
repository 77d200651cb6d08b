import type { Account } from './accounts.ts'
import { hrefIn } from './hrefs.ts'
import { representMissedItems } from './representation/missedItems.ts'
import type { Site } from './site.ts'
import { wireEvent } from './wireEvent.ts'

/** Tells every client of a user that she has missed something more, or something less. */
export const announceMissedItems = (site: Site, account: Account): void => {
  const logs = site.history.of(account)
  for (const application of site.applications.of(account)) {
    const event = wireEvent({
      link: { rel: 'missedItems', href: hrefIn(application, 'missedItems') },
      _embedded: { missedItems: representMissedItems(application, logs) },
      type: 'updated',
    })
    application.channel.add(
      { sender: { rel: 'communication', href: hrefIn(application, 'communication') }, event },
      'high',
    )
  }
}
