import { either as E, taskEither as TE } from 'fp-ts'
import type * as t from 'io-ts'
import { decode, type Fault } from '../protocol/decode.ts'
import type { Failure, InvalidInput, NotAvailable } from '../protocol/failure.ts'
import type { Format } from '../protocol/format.ts'
import type { Operation } from '../protocol/operation.ts'
import type { Answer } from '../transport/answer.ts'
import type { Exchange, ExchangeRequest } from '../transport/exchange.ts'

/** What every verb needs: a way to the server, and the format to write in. */
export interface Wire {
  readonly exchange: Exchange
  readonly format: Format
}

/** One verb: sends once, when the task is run. Aborting `signal` gives the request up. */
export type Service<Input, A> = (input: Input, signal: AbortSignal) => TE.TaskEither<Failure, A>

/** A link to follow: an absolute URL, or nothing where the resource has no such link. */
export type Href = string | undefined

const notAvailable = (link: string): NotAvailable => ({
  name: 'NotAvailable',
  link,
  reason: 'the server does not offer it in the present state',
})

const fieldOf = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '' && part !== '_links' && part !== 'href')
    .join('.')

/** Refuses input that breaks a rule, naming every field and its rule. */
export const invalidInput = (operation: string, faults: readonly Fault[]): InvalidInput => ({
  name: 'InvalidInput',
  operation,
  faults: faults.map(({ path, expected }) => ({ field: fieldOf(path), rule: expected })),
})

/** A command's request, once its link is known to be there. */
interface Command {
  readonly href: Href
  readonly body?: ExchangeRequest['body']
  readonly headers?: Readonly<Record<string, string>>
}

/** Follows the link of an operation with a body that is ready. */
export const send = (
  { exchange }: Wire,
  operation: Operation,
  { href, body, headers }: Command,
  signal: AbortSignal,
): TE.TaskEither<Failure, Answer> =>
  href === undefined
    ? TE.left(notAvailable(operation.rel))
    : exchange({ operation: operation.rel, method: operation.method, url: href, body, headers }, signal)

/** Follows the link of an operation with an input, after its rules have been checked. */
export const sendInput = <Input extends t.Mixed>(
  wire: Wire,
  operation: Operation<Input>,
  { href, input, headers }: { readonly href: Href; readonly input: unknown; readonly headers?: Record<string, string> },
  signal: AbortSignal,
): TE.TaskEither<Failure, Answer> => {
  const checked = decode<unknown>(operation.input, input)
  return E.isLeft(checked)
    ? TE.left(invalidInput(operation.rel, checked.left.faults))
    : send(
        wire,
        operation,
        { href, headers, body: { contentType: wire.format.contentType, text: wire.format.print(input) } },
        signal,
      )
}

/** For commands whose answer says nothing. */
export const done = TE.map<Answer, void>(() => undefined)

const locationOf = (answer: Answer): string | undefined => {
  const location = answer.header('location')
  return location !== undefined && URL.canParse(location, answer.url) ? new URL(location, answer.url).href : undefined
}

/** For commands that create something: its absolute URL, or nothing where a server leaves `Location` out. */
export const taken = TE.map((answer: Answer) => ({ location: locationOf(answer) }))
