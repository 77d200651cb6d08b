import { either as E } from 'fp-ts'
import type { CreatedApplication } from '../../machines/sessionEvent.ts'
import type { SignInFailure } from '../protocol/failure.ts'
import { resolveHref } from '../protocol/hypermedia.ts'
import type { Application } from '../protocol/resource/application.ts'
import { isSameOrigin } from '../transport/answer.ts'

/** An application that can be used: one whose events are told, by the host that it is at. */
export const createdApplication = (
  application: Application,
  url: string,
  isNew: boolean,
): E.Either<SignInFailure, CreatedApplication> => {
  const href = application._links.events?.href
  const events = href !== undefined && URL.canParse(href, url) ? resolveHref(href, url) : undefined
  return events !== undefined && isSameOrigin(events, url)
    ? E.right({ application, url, events, isNew })
    : E.left({ name: 'NoLink', resource: 'application', link: 'events' })
}
