import { either as E } from 'fp-ts'
import type * as t from 'io-ts'
import { decode, type Fault } from '../protocol/decode.ts'
import type { Exchange } from './exchange.ts'
import { formatOf } from './negotiate.ts'
import { type InvalidParameter, invalidParameters, unparsable, unsupportedMediaType } from './refusal.ts'
import type { Reply } from './reply.ts'

interface Members {
  readonly required: Readonly<Record<string, t.Mixed>>
  readonly optional: Readonly<Record<string, t.Mixed>>
}

type Structure = Readonly<Record<string, unknown>>

const isStructure = (u: unknown): u is Structure => typeof u === 'object' && u !== null && !Array.isArray(u)

const hasMembers = (codec: object): codec is Members => 'required' in codec && 'optional' in codec

const membersOf = (codec: object): ReadonlyMap<string, readonly [string, t.Mixed]> =>
  hasMembers(codec)
    ? new Map(
        Object.entries({ ...codec.required, ...codec.optional }).map(([name, member]) => [
          name.toLowerCase(),
          [name, member],
        ]),
      )
    : new Map()

/** Names as the reference spells them: UCWA takes input names without regard to case. */
const withKnownNames = (codec: object, value: unknown): unknown => {
  if (!isStructure(value)) return value
  const members = membersOf(codec)
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const known = members.get(key.toLowerCase())
      return known === undefined ? [key, member] : [known[0], withKnownNames(known[1], member)]
    }),
  )
}

/** `/_links/message/href` is the parameter `message`. */
const parameterOf = (path: string): string =>
  path
    .split('/')
    .filter((name) => !['', '_links', 'href'].includes(name))
    .join('.')

const parameterFault = ({ path, expected, got }: Fault): InvalidParameter => ({
  name: parameterOf(path),
  reason: got === 'nothing' ? 'is missing' : expected,
})

const parseBody = ({ request }: Exchange): E.Either<Reply, unknown> => {
  if (request.body.trim() === '') return E.right({})
  const format = formatOf(request.headers['content-type'])
  if (format === undefined) return E.left(unsupportedMediaType('The body is in a format that is not understood here.'))
  return E.mapLeft(() => unparsable(`The body is not ${format.name}.`))(
    format.parse(request.body.replace(/^\uFEFF/, '')),
  )
}

/** Mends what clients spell in several ways, by name of the field. */
type Spellings = ReadonlyMap<string, (text: string) => string>

const spelling = (spell: (text: string) => string, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => spelling(spell, item))
  return typeof value === 'string' ? spell(value) : value
}

const spelt = (input: Structure, spellings: Spellings): Structure =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      const spell = spellings.get(name)
      return [name, spell === undefined ? value : spelling(spell, value)]
    }),
  )

/** Input may stand in the query as well; what stands in both must agree. */
const withQuery = (
  codec: object,
  body: Structure,
  query: ReadonlyMap<string, string>,
  spellings: Spellings,
): E.Either<readonly InvalidParameter[], Structure> => {
  const inQuery = [...membersOf(codec)].flatMap(([lowerCase, [name]]) => {
    const value = query.get(lowerCase)
    return value === undefined ? [] : [[name, value] as const]
  })
  const fromQuery = spelt(Object.fromEntries(inQuery), spellings)
  const fromBody = spelt(body, spellings)
  const faults = inQuery
    .filter(([name]) => (fromBody[name] ?? fromQuery[name]) !== fromQuery[name])
    .map(([name]) => ({ name, reason: 'differs between query and body' }))
  const given = Object.fromEntries(Object.entries(fromBody).filter(([, value]) => value !== null))
  return faults.length > 0 ? E.left(faults) : E.right({ ...fromQuery, ...given })
}

/** Input of a command, from body and query. */
export const readInput = <A>(
  codec: t.Type<A>,
  exchange: Exchange,
  spellings: Spellings = new Map(),
): E.Either<Reply, A> => {
  const parsed = parseBody(exchange)
  if (E.isLeft(parsed)) return parsed
  const named = withKnownNames(codec, parsed.right)
  if (!isStructure(named)) return E.left(unparsable('The body is not an object.'))
  const complete = withQuery(codec, named, exchange.query, spellings)
  if (E.isLeft(complete)) return E.left(invalidParameters(complete.left))
  const decoded = decode(codec, complete.right)
  return E.isLeft(decoded) ? E.left(invalidParameters(decoded.left.faults.map(parameterFault))) : decoded
}
