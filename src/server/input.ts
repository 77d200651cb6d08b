import { either as E } from 'fp-ts'
import type * as t from 'io-ts'
import { decode, type Fault } from '../protocol/decode.ts'
import type { Exchange } from './exchange.ts'
import { isStructure, membersOf, type Structure } from './inputMembers.ts'
import { withContentLinks } from './contentLinks.ts'
import { formatOf } from './negotiate.ts'
import { type InvalidParameter, invalidParameters, unparsable, unsupportedMediaType } from './refusal.ts'
import type { Reply } from './reply.ts'

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

/** Fields that are there in several spellings, such as `to` and `To`, and do not say the same. */
const givenTwice = (codec: object, pairs: Iterable<readonly [string, unknown]>): readonly InvalidParameter[] => {
  const members = membersOf(codec)
  const seen = new Map<string, unknown>()
  const twice = new Set<string>()
  for (const [key, value] of pairs) {
    const name = members.get(key.toLowerCase())?.[0]
    if (name === undefined) continue
    if (seen.has(name) && JSON.stringify(seen.get(name)) !== JSON.stringify(value)) twice.add(name)
    seen.set(name, value)
  }
  return [...twice].map((name) => ({ name, reason: 'is given twice, with different values' }))
}

/** `/_links/message/href` is the parameter `message`. */
const parameterOf = (path: string): string =>
  path
    .split('/')
    .filter((name) => !['', '_links', 'href'].includes(name))
    .join('.') || '_links'

/** Rules are written to be read; names of our structures are not. */
const isStructureName = (expected: string): boolean => /^[A-Z]/.test(expected)

const parameterFault = ({ path, expected, got }: Fault): InvalidParameter => ({
  name: parameterOf(path),
  reason: got === 'nothing' ? 'is missing' : isStructureName(expected) ? 'must be an object' : expected,
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
  const spelled = (one: unknown): unknown => (typeof one === 'string' ? spell(one) : one)
  return Array.isArray(value) ? value.map(spelled) : spelled(value)
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
    .filter(([name]) => String(fromBody[name] ?? fromQuery[name]) !== fromQuery[name])
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
  if (!isStructure(parsed.right) || !isStructure(named)) return E.left(unparsable('The body is not an object.'))
  const twice = [...givenTwice(codec, Object.entries(parsed.right)), ...givenTwice(codec, exchange.url.searchParams)]
  if (twice.length > 0) return E.left(invalidParameters(twice))
  const complete = withQuery(codec, named, exchange.query, spellings)
  if (E.isLeft(complete)) return E.left(invalidParameters(complete.left))
  const linked = withContentLinks(codec, complete.right, exchange.query)
  if (E.isLeft(linked)) return E.left(invalidParameters(linked.left))
  const decoded = decode(codec, linked.right)
  return E.isLeft(decoded) ? E.left(invalidParameters(decoded.left.faults.map(parameterFault))) : decoded
}
