import { type Format, json } from '../protocol/format.ts'
import { xml } from '../xml/format.ts'
import type { ServerResponse } from './http.ts'
import type { Reply } from './reply.ts'

/** What the server reads and writes; the first is for clients that do not say. */
const jsonFormat = json()
const formats: readonly Format[] = [jsonFormat, xml()]

const isAnything = (range: string): boolean => range === '*/*' || range === 'application/*'

const weightOf = (parameters: readonly string[]): number => {
  const weight = parameters.map((parameter) => /^\s*q\s*=\s*([\d.]+)\s*$/i.exec(parameter)?.[1]).find(Boolean)
  return weight === undefined ? 1 : Number(weight)
}

/** What a client takes, dearest first; of equals, the one it named first. */
const rangesIn = (accept: string): readonly string[] =>
  accept
    .split(',')
    .map((part) => part.split(';'))
    .map(([range = '', ...parameters]) => ({ range: range.trim(), weight: weightOf(parameters) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ range }) => range)

/** The format in which a client wants its answers. */
export const formatFor = (accept: string | undefined): Format => {
  for (const range of rangesIn(accept ?? '')) {
    if (isAnything(range)) return jsonFormat
    const format = formats.find(({ reads }) => reads(range))
    if (format !== undefined) return format
  }
  return jsonFormat
}

/** The format of a body; undefined where the server knows none of that type. */
export const formatOf = (contentType: string | undefined): Format | undefined =>
  contentType === undefined || contentType === '' ? jsonFormat : formats.find(({ reads }) => reads(contentType))

/** An answer in the client's format, with the headers of every answer. */
export const print = (
  { status, headers, structure, text }: Reply,
  accept: string | undefined,
  common: Readonly<Record<string, string>>,
): ServerResponse => {
  if (text !== undefined) {
    return { status, headers: { ...common, 'Content-Type': text.contentType, ...headers }, body: text.content }
  }
  if (structure === undefined) return { status, headers: { ...common, ...headers }, body: '' }
  const format = formatFor(accept)
  return {
    status,
    headers: { ...common, 'Content-Type': `${format.contentType}; charset=utf-8`, ...headers },
    body: format.print(structure),
  }
}
