import { either as E, taskEither as TE } from 'fp-ts'
import type { Failure } from '../protocol/failure.ts'
import { operations } from '../protocol/operation.ts'
import type { CreateApplication } from '../protocol/request/applications.ts'
import { Application } from '../protocol/resource/application.ts'
import { readAnswer, type Answer } from '../transport/answer.ts'
import { attemptOf } from '../transport/attempt.ts'
import { sendInput, type Href, type Service, type Wire } from './command.ts'

interface Created {
  readonly application: Application
  /** The hrefs in it are relative to this. */
  readonly url: string
  /** Otherwise it was there before, by the status of the answer. */
  readonly isNew: boolean
}

const { applications } = operations

const readCreated = (answer: Answer): E.Either<Failure, Created> =>
  E.map((application: Application) => ({ application, url: answer.url, isNew: answer.status === 201 }))(
    readAnswer(
      Application,
      answer,
      attemptOf({ operation: applications.rel, method: applications.method, url: answer.url }),
    ),
  )

/** A server that knows nothing of several instances must refuse: ignored, they would take the channel from each other. */
const ofSeveral = { 'X-MS-RequiresMinResourceVersion': '2' }

/**
 * Registers a running client. The same endpointId, userAgent and culture give
 * the same application again; an instanceId has an event channel of its own in it.
 */
export const createApplication =
  (wire: Wire): Service<{ readonly href: Href; readonly input: CreateApplication }, Created> =>
  ({ href, input }, signal) => {
    const headers = typeof input.instanceId === 'string' ? ofSeveral : {}
    return TE.chainEitherK(readCreated)(
      sendInput(wire, applications, { href, input, headers, doubtsToken: true }, signal),
    )
  }
