import { either as E } from 'fp-ts'
import { isStructure, membersOf, type Structure } from './inputMembers.ts'
import type { InvalidParameter } from './refusal.ts'

const hrefOf = (link: unknown): unknown => (isStructure(link) ? link['href'] : link)

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

/**
 * Content such as the first message belongs under `_links`. The reference lists it among the fields of the body, so it
 * is looked for there and in the query as well: left unread, it would be lost without a word.
 */
export const withContentLinks = (
  codec: object,
  input: Structure,
  query: ReadonlyMap<string, string>,
): E.Either<readonly InvalidParameter[], Structure> => {
  const links = membersOf(codec).get('_links')?.[1]
  const written = input['_links'] ?? {}
  if (links === undefined || !isStructure(written)) return E.right(input)
  const fields = new Map(Object.entries(input).map(([name, value]) => [name.toLowerCase(), value]))
  const found = [...membersOf(links)].flatMap(([lowerCase, [name]]) =>
    [fields.get(lowerCase), query.get(lowerCase)].filter(isGiven).map((value) => ({ name, href: hrefOf(value) })),
  )
  const hrefs = new Map<string, unknown>(
    Object.entries(written).flatMap(([name, link]) => (isGiven(link) ? [[name, hrefOf(link)]] : [])),
  )
  const faults: InvalidParameter[] = []
  for (const { name, href } of found) {
    if ((hrefs.get(name) ?? href) !== href) faults.push({ name, reason: 'is given twice, with different values' })
    hrefs.set(name, href)
  }
  if (faults.length > 0) return E.left(faults)
  const added = Object.fromEntries(found.map(({ name, href }) => [name, { href }]))
  return E.right(found.length === 0 ? input : { ...input, _links: { ...written, ...added } })
}
