/*
 * What guards, actions and delays are called. XState lets each be a name, an
 * object with a type, or a function; those it makes itself tell what they are.
 */

const inline = 'inline'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  (typeof value === 'object' || typeof value === 'function') && value !== null

const typeOf = (value: unknown): string | undefined =>
  isRecord(value) && typeof value['type'] === 'string' ? value['type'] : undefined

/** A function written where it is used is called after the property, which says nothing. */
const places: ReadonlySet<string> = new Set(['', 'guard', 'actions', 'entry', 'exit'])

const functionName = (value: unknown): string =>
  typeof value === 'function' && !places.has(value.name) ? value.name : inline

const bracketed = (guard: unknown): string => {
  const name = guardName(guard)
  return name.includes(' ') ? `(${name})` : name
}

const stateWords = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (!isRecord(value)) return inline
  return Object.entries(value)
    .map(([key, inner]) => (isRecord(inner) && Object.keys(inner).length === 0 ? key : `${key}.${stateWords(inner)}`))
    .join(', ')
}

export const guardName = (guard: unknown): string => {
  if (typeof guard === 'string') return guard
  if (typeof guard === 'function' && isRecord(guard)) {
    const parts: readonly unknown[] = Array.isArray(guard['guards']) ? guard['guards'] : []
    if (parts.length > 0 && guard.name === 'not') return `not ${bracketed(parts[0])}`
    if (parts.length > 0) return parts.map(bracketed).join(` ${guard.name} `)
    if ('stateValue' in guard) return `in ${stateWords(guard['stateValue'])}`
  }
  return typeOf(guard) ?? functionName(guard)
}

const own = 'xstate.'

const eventName = (event: unknown): string => typeOf(event) ?? (typeof event === 'string' ? event : '')

/** What an action of XState's does, and to what. */
const object = (action: Readonly<Record<string, unknown>>): string => {
  if ('event' in action) return eventName(action['event'])
  const subject = action['sendId'] ?? action['src'] ?? action['actorRef']
  return typeof subject === 'string' ? subject : ''
}

export const actionName = (action: unknown): string => {
  if (typeof action === 'string') return action
  const type = typeOf(action)
  if (type === undefined || !isRecord(action)) return functionName(action)
  return type.startsWith(own) ? `${type.slice(own.length)} ${object(action)}`.trim() : type
}

const units = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const

/** Milliseconds in the largest unit of which they are a whole number, or a tenth. */
const duration = (milliseconds: number): string => {
  const unit = units.find(([, length]) => milliseconds >= length && (milliseconds * 10) % length === 0)
  return unit === undefined ? `${milliseconds} ms` : `${milliseconds / unit[1]} ${unit[0]}`
}

/** `5 s`, `linger (1 min)`, or a name alone where how long it is depends. */
export const delayName = (delay: unknown, length: unknown): string => {
  if (typeof delay === 'number') return duration(delay)
  const name = typeof delay === 'string' ? delay : inline
  return typeof length === 'number' ? `${name} (${duration(length)})` : name
}

/** What is invoked: a name, a machine that stands there itself, or other logic. */
export const sourceName = (source: unknown): string => {
  if (typeof source === 'string') return source
  return isRecord(source) && typeof source['id'] === 'string' ? source['id'] : inline
}
