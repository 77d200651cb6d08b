import { decodeDate, encodeDate } from '../protocol/date.ts'
import { propertyKinds } from '../protocol/propertyKind.ts'

const integer = /^\s*(-?\d{1,15})\s*$/
const boolean = /^\s*(true|false)\s*$/i

/** Text as JSON has the value of a property of that name. What is not of the property's kind stays text. */
export const readText = (name: string, text: string): unknown => {
  switch (propertyKinds.get(name)) {
    case 'boolean': {
      const word = boolean.exec(text)?.[1]
      return word === undefined ? text : word.toLowerCase() === 'true'
    }
    case 'integer': {
      const digits = integer.exec(text)?.[1]
      return digits === undefined ? text : Number(digits)
    }
    case 'date': {
      const date = decodeDate(text.trim())
      return date === undefined ? text : encodeDate(date)
    }
    case undefined:
      return text
  }
}

const inFourDigits = /^\d{4}-/

/** With seven decimals, as captured servers write it. */
const printDate = (text: string): string => {
  const iso = decodeDate(text)?.toISOString() ?? ''
  return inFourDigits.test(iso) ? iso.replace('Z', '0000Z') : text
}

/** A scalar as XML has it. */
export const printText = (name: string, value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value !== 'string') return String(value)
  return propertyKinds.get(name) === 'date' ? printDate(value) : value
}
