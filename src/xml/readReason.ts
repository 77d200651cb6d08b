import type { Element } from './element.ts'
import { readContent, readMembers } from './readMembers.ts'
import { type Structure, structureOf } from './structure.ts'

const isEmpty = ({ children, text }: Element): boolean => children.length === 0 && text.trim() === ''

/** Why something failed. Empty elements are left out, and the parameters are an array however many there are. */
export const readReason = ({ children }: Element): Structure => {
  const said = children.filter((child) => !isEmpty(child))
  const parameters = said.filter(({ name }) => name === 'parameters').flatMap((list) => list.children.map(readContent))
  return structureOf([
    ...Object.entries(readMembers(said.filter(({ name }) => name !== 'parameters'))),
    ...(parameters.length === 0 ? [] : [['parameters', parameters] as const]),
  ])
}
