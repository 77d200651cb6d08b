import type { Element } from './element.ts'
import { grouped, type Structure, structureOf } from './structure.ts'
import { readText } from './value.ts'

const isNamed = ({ name }: Element): boolean => name === 'property' || name === 'propertyList'

const memberOf = (element: Element): readonly [string, unknown] => {
  const name = isNamed(element) ? (element.attributes.get('name') ?? element.name) : element.name
  return [name, element.name === 'propertyList' ? listOf(name, element) : valueOf(name, element)]
}

const listOf = (name: string, { children }: Element): readonly unknown[] => children.map((item) => valueOf(name, item))

/** An element without children is text, one of items is an array, any other an object. */
const valueOf = (name: string, element: Element): unknown => {
  const { children, text } = element
  if (children.length === 0) return readText(name, text)
  return children.every((child) => child.name === 'item') ? listOf(name, element) : readMembers(children)
}

const oneOrAll = (values: readonly unknown[]): unknown => (values.length === 1 ? values[0] : values)

/**
 * Properties by name, and elements that nobody knows by theirs. Of a property
 * written twice the last counts, as in JSON; of other elements all do.
 */
export const readMembers = (elements: readonly Element[]): Structure =>
  structureOf([
    ...[...grouped(elements.filter((element) => !isNamed(element)).map(memberOf))].map(
      ([name, values]) => [name, oneOrAll(values)] as const,
    ),
    ...elements.filter(isNamed).map(memberOf),
  ])

/** What an element holds that is no resource: text, an array or an object. */
export const readContent = (element: Element): unknown => valueOf(element.name, element)
