import { either as E } from 'fp-ts'
import { decode, type Fault } from '../protocol/decode.ts'
import type { InvalidInput } from '../protocol/failure.ts'
import { ResumePoint } from '../protocol/resumePoint.ts'
import { invalidInput } from '../service/command.ts'

/** Who is about to resume. What is absent is left to the resume point. */
export interface Resuming {
  readonly signInAddress: string
  readonly endpointId?: string
  readonly instanceId?: string
}

const operation = 'resumeFrom'

const fault = (path: string, expected: string): Fault => ({ path, expected, got: 'something else' })

/** Why a resume point is not that of the one who resumes. */
const strangenessOf = (point: ResumePoint, who: Resuming): readonly Fault[] => {
  const { origin } = new URL(point.application)
  const isElsewhere = [point.next, ...point.invitations.map(({ href }) => href)].some(
    (href) => new URL(href).origin !== origin,
  )
  return [
    ...(keyOf(point.signInAddress) === keyOf(who.signInAddress)
      ? []
      : [fault('/signInAddress', 'must be that of the user who signs in')]),
    ...(who.endpointId === undefined || who.endpointId === point.endpointId
      ? []
      : [fault('/endpointId', 'must be that of the client')]),
    ...(who.instanceId === undefined || who.instanceId === point.instanceId
      ? []
      : [fault('/instanceId', 'must be that of the client')]),
    ...(isElsewhere ? [fault('/application', 'must be on the same host as all else')] : []),
  ]
}

const keyOf = (signInAddress: string): string =>
  signInAddress
    .trim()
    .toLowerCase()
    .replace(/^sips?:/, '')

/** The rule about the host that only discovery can tell. */
export const elsewhere: InvalidInput = invalidInput(operation, [
  fault('/application', 'must be on the host where applications of the user are made'),
])

/** Reads what somebody has kept: anything may come back. */
export const readResumePoint = (kept: unknown, who: Resuming): E.Either<InvalidInput, ResumePoint> => {
  const read = decode(ResumePoint, kept)
  if (E.isLeft(read)) return E.left(invalidInput(operation, read.left.faults))
  const strange = strangenessOf(read.right, who)
  return strange.length > 0 ? E.left(invalidInput(operation, strange)) : read
}
