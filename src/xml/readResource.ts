import { isAlwaysArray } from '../protocol/alwaysArray.ts'
import type { Element } from './element.ts'
import { readMembers } from './readMembers.ts'
import { grouped, type Structure, structureOf } from './structure.ts'

type Pair = readonly [string, unknown]

/** Members of the structure itself: a property of that name would hide them. */
const reserved: ReadonlySet<string> = new Set(['_links', '_embedded'])

const without = (attributes: Element['attributes'], ...names: readonly string[]): Structure =>
  structureOf([...attributes].filter(([name]) => !names.includes(name)))

const linkOf = ({ attributes }: Element): readonly Pair[] => {
  const rel = attributes.get('rel')
  return rel === undefined ? [] : [[rel, without(attributes, 'rel')]]
}

/** `rel` and `href` of the element itself are its self link. */
const selfOf = ({ attributes }: Element): readonly Pair[] =>
  attributes.has('href') ? [['self', without(attributes, 'rel')]] : []

const embeddedOf = (element: Element): readonly Pair[] => {
  const resource = readResource(element)
  const rel = element.attributes.get('rel') ?? resource['rel']
  return typeof rel === 'string' ? [[rel, resource]] : []
}

const byRelation = (name: string, holder: string | undefined, pairs: readonly Pair[]): readonly Pair[] => {
  if (pairs.length === 0) return []
  const members = [...grouped(pairs)].map(([rel, values]): Pair => [
    rel,
    values.length === 1 && !isAlwaysArray(holder, rel) ? values[0] : values,
  ])
  return [[name, structureOf(members)]]
}

/** Children of an element that are resources, as `_embedded`; nothing where there are none. */
export const readEmbedded = (children: readonly Element[], holder?: string): readonly Pair[] =>
  byRelation('_embedded', holder, children.filter(({ name }) => name === 'resource').flatMap(embeddedOf))

/** The links of an element, as `_links`; nothing where there are none. */
export const readLinks = (element: Element, holder?: string): readonly Pair[] => {
  const self = selfOf(element)
  const links = element.children.filter(({ name }) => name === 'link').flatMap(linkOf)
  return byRelation('_links', holder, [...self, ...links.filter(([rel]) => rel !== 'self' || self.length === 0)])
}

/** Children that are neither links nor resources, nor of the names given. */
export const readOthers = (children: readonly Element[], ...names: readonly string[]): readonly Pair[] => {
  const others = children.filter(({ name }) => name !== 'link' && name !== 'resource' && !names.includes(name))
  return Object.entries(readMembers(others)).filter(([name]) => !reserved.has(name) && !names.includes(name))
}

/** A resource, or input of a command. Its own `rel` is the property of that name, its relation otherwise. */
export const readResource = (element: Element): Structure => {
  const members = readOthers(element.children)
  const own = members.find(([name]) => name === 'rel')?.[1]
  const relation = element.attributes.get('rel')
  const holder = typeof own === 'string' ? own : relation
  return structureOf([
    ...(relation === undefined ? [] : [['rel', relation] as const]),
    ...members,
    ...readLinks(element, holder),
    ...readEmbedded(element.children, holder),
  ])
}
