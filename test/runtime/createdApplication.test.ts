import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import type { Application } from '../../src/protocol/resource/application.ts'
import { createdApplication } from '../../src/runtime/createdApplication.ts'

const url = 'https://pool.contoso.com/apps/1'

const applicationWith = (events: string | undefined): Application => ({
  _links: { self: { href: '/apps/1' }, ...(events === undefined ? {} : { events: { href: events } }) },
})

test.each(['events', '/apps/events', 'https://pool.contoso.com/apps/events'])('takes the events at %s', (events) => {
  const application = applicationWith(events)
  expect(createdApplication(application, url, true)).toEqual(
    E.right({ application, url, events: 'https://pool.contoso.com/apps/events', isNew: true }),
  )
})

test.each([undefined, 'https://evil.example/events', 'https://['])('is of no use with its events at %s', (events) => {
  expect(createdApplication(applicationWith(events), url, false)).toEqual(
    E.left({ name: 'NoLink', resource: 'application', link: 'events' }),
  )
})
