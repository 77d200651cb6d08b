import { element, isName } from './markup.ts'
import { printContent, printMembers } from './printMembers.ts'
import type { Structure } from './structure.ts'

const printParameters = (parameters: readonly unknown[]): string =>
  element('parameters', [], parameters.map((one) => element('parameter', [], printContent('parameter', one))).join(''))

const printPart = (name: string, value: unknown): string => {
  if (name === 'parameters' && Array.isArray(value)) return printParameters(value)
  return isName(name) && !Array.isArray(value)
    ? element(name, [], printContent(name, value))
    : printMembers([[name, value]])
}

/** The parts of a reason as elements: `code`, `subcode`, `message`, … */
export const printReason = (reason: Structure): string =>
  Object.entries(reason)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => printPart(name, value))
    .join('')
