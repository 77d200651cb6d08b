import { element, printData } from './markup.ts'
import { isStructure } from './structure.ts'
import { printText } from './value.ts'

type Pair = readonly [string, unknown]

const isNothing = (value: unknown): boolean => value === undefined || value === null

/** Text, items or properties: what an element holds that is no resource. */
export const printContent = (name: string, value: unknown): string => {
  if (isNothing(value)) return ''
  if (Array.isArray(value)) return value.map((item) => element('item', [], printContent(name, item))).join('')
  return isStructure(value) ? printMembers(Object.entries(value)) : printData(printText(name, value))
}

/** Members as properties. A member that is null is left out: in UCWA that says the same. */
export const printMembers = (members: readonly Pair[]): string =>
  members
    .filter(([, value]) => !isNothing(value))
    .map(([name, value]) =>
      element(Array.isArray(value) ? 'propertyList' : 'property', [['name', name]], printContent(name, value)),
    )
    .join('')
