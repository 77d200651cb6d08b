import { either as E, taskEither as TE } from 'fp-ts'
import type * as t from 'io-ts'
import { decode, type Fault } from '../protocol/decode.ts'
import type { Failure, InvalidInput, NotAvailable } from '../protocol/failure.ts'
import type { Format } from '../protocol/format.ts'
import { resolveHref } from '../protocol/hypermedia.ts'
import type { Operation } from '../protocol/operation.ts'
import type { Answer } from '../transport/answer.ts'
import type { Exchange, ExchangeRequest } from '../transport/exchange.ts'
import { brokenTextIn, nullsIn } from './unsendable.ts'

/** What every verb needs: a way to the server, and the format to write in. */
export interface Wire {
  readonly exchange: Exchange
  readonly format: Format
}

/** One verb: sends once, when the task is run. Aborting `signal` gives the request up. */
export type Service<Input, A> = (input: Input, signal: AbortSignal) => TE.TaskEither<Failure, A>

/** A link to follow: an absolute URL, or nothing where the resource has no such link. */
export type Href = string | undefined

/** For a link that is not there. */
export const notAvailable = (link: string): NotAvailable => ({
  name: 'NotAvailable',
  link,
  reason: 'the server does not offer it in the present state',
})

/** For an input that breaks rules: the first one of each field. */
export const invalidInput = (operation: string, faults: readonly Fault[]): InvalidInput => ({
  name: 'InvalidInput',
  operation,
  faults: faults
    .filter(({ path }, at) => faults.findIndex((other) => other.path === path) === at)
    .map(({ path, expected }) => ({ field: path.slice(1).replaceAll('/', '.'), rule: expected })),
})

/** The rules that a value breaks. `at` is the path of its field. */
export const rulesBroken = (codec: t.Mixed, value: unknown, at = ''): readonly Fault[] => {
  const checked = decode<unknown>(codec, value, at)
  return E.isLeft(checked) ? checked.left.faults : brokenTextIn(value, at)
}

interface Command {
  readonly href: Href
  readonly body?: ExchangeRequest['body']
  readonly headers?: ExchangeRequest['headers']
  readonly doubtsToken?: ExchangeRequest['doubtsToken']
  /** Rules that the input breaks: InvalidInput then names every field, and nothing is sent. */
  readonly broken?: readonly Fault[]
}

/** Follows the link of an operation with a body that is ready. */
export const send = (
  { exchange }: Wire,
  operation: Operation,
  { href, body, headers, doubtsToken, broken = [] }: Command,
  signal: AbortSignal,
): TE.TaskEither<Failure, Answer> => {
  const { rel, method } = operation
  if (broken.length > 0) return TE.left(invalidInput(rel, broken))
  if (href === undefined) return TE.left(notAvailable(rel))
  return exchange({ operation: rel, method, url: href, body, headers, doubtsToken }, signal)
}

interface InputCommand extends Omit<Command, 'body'> {
  readonly input: unknown
}

/** Follows the link of an operation with an input, after its rules have been checked. */
export const sendInput = (
  wire: Wire,
  operation: Operation<t.Mixed>,
  { input, ...command }: InputCommand,
  signal: AbortSignal,
): TE.TaskEither<Failure, Answer> => {
  const nulls = operation.method === 'PUT' ? [] : nullsIn(input)
  const broken = [...rulesBroken(operation.input, input), ...(command.broken ?? []), ...nulls]
  const body = broken.length > 0 ? undefined : { contentType: wire.format.contentType, text: wire.format.print(input) }
  return send(wire, operation, { ...command, broken, body }, signal)
}

/** For commands whose answer says nothing. */
export const done = TE.map<Answer, void>(() => undefined)

/** What `Location` names, as an absolute URL. */
export const locationOf = (answer: Answer): string | undefined => {
  const location = answer.header('location')
  return location && URL.canParse(location, answer.url) ? resolveHref(location, answer.url) : undefined
}

/** For commands that create something: its absolute URL, or nothing where a server leaves `Location` out. */
export const taken = TE.map((answer: Answer) => ({ location: locationOf(answer) }))
