import type { Element } from './element.ts'
import { readContent, readMembers } from './readMembers.ts'
import { type Structure, structureOf } from './structure.ts'

const saysNothing = ({ children, text }: Element): boolean => children.length === 0 && text.trim() === ''

/** Says in its attributes where to read on. */
const isLink = ({ name, attributes }: Element): boolean => name === 'link' && attributes.has('href')

/** Why something failed. Empty elements are left out, and the parameters are an array however many there are. */
export const readReason = ({ children }: Element): Structure => {
  const links = children.filter(isLink).map(({ attributes }) => structureOf(attributes))
  const said = children.filter((child) => !isLink(child) && !saysNothing(child))
  const parameters = said.filter(({ name }) => name === 'parameters').flatMap((list) => list.children.map(readContent))
  return structureOf([
    ...Object.entries(readMembers(said.filter(({ name }) => name !== 'parameters'))),
    ...links.slice(0, 1).map((link) => ['link', link] as const),
    ...(parameters.length === 0 ? [] : [['parameters', parameters] as const]),
  ])
}
