/** What JSON can say. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain }

export interface Bounds {
  /** Characters of one text, and of everything together. */
  readonly text: number
  readonly total: number
  readonly depth: number
  /** Members of one object or list. */
  readonly members: number
}

const usual: Bounds = { text: 2_000, total: 16_000, depth: 9, members: 100 }

/** Of what went over the wire, whose body is one long text. */
export const wireBounds: Bounds = { ...usual, text: 64_000, total: 80_000 }

const secretNames = /^(?:access_?token|refresh_?token|id_?token|token|password|secret|authorization|cookie)$/i
const spokenNames = /^(?:text|html|message|preview|previewMessage|plainMessage|htmlMessage)$/i
const hidden = '…'
/** Hidden already: what was recorded and is copied again stays as it is. */
const onlyLength = /^\(\d+ characters\)$/

const withoutTokens = (text: string): string => text.replace(/\b(Bearer\s+|cwt=)[^\s"'&]+/gi, `$1${hidden}`)

const withoutData = (text: string): string => text.replace(/(data:[^\s"',]*,)[^\s"']+/gi, `$1${hidden}`)

/** Part of an Error, of which the message is ours: it names operations, never what was said. */
const errorMembers = (error: Error): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(Object.entries(error)),
  name: error.name,
  explanation: error.message,
  ...(error.cause === undefined ? {} : { cause: error.cause }),
})

const isActor = (value: object): value is { readonly id: string } =>
  'sessionId' in value && 'id' in value && typeof value.id === 'string' && 'send' in value

const membersOf = (value: object): Readonly<Record<string, unknown>> => {
  if (value instanceof Error) return errorMembers(value)
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [String(key), inner as unknown]))
  return value as Readonly<Record<string, unknown>>
}

/**
 * A copy of any value as it may be shown, kept and sent: plain, bounded, without
 * tokens, and of what people say to each other only its length. What is left out
 * is said in its place, in parentheses. Never throws.
 */
export const toPlain = (
  value: unknown,
  { texts = false, bounds = usual }: { readonly texts?: boolean; readonly bounds?: Bounds } = {},
): Plain => {
  let left = bounds.total
  const path = new Set<object>()

  const spend = (text: string): string => {
    const shown = text.length > bounds.text ? `${text.slice(0, bounds.text)} (${text.length} characters)` : text
    left -= shown.length
    return shown
  }
  const ofText = (text: string): string => {
    const safe = withoutTokens(text)
    return spend(texts ? safe : withoutData(safe))
  }
  const ofMember = (name: string, inner: unknown, depth: number): Plain => {
    if (secretNames.test(name)) return inner === undefined || inner === null ? null : hidden
    if (!texts && spokenNames.test(name) && typeof inner === 'string') {
      return onlyLength.test(inner) ? inner : `(${inner.length} characters)`
    }
    return copy(inner, depth)
  }
  const ofObject = (object: object, depth: number): Plain => {
    if (object instanceof Date) return Number.isNaN(object.getTime()) ? '(no date)' : object.toISOString()
    if (isActor(object)) return `(actor ${object.id})`
    if (path.has(object)) return '(again)'
    if (depth > bounds.depth) return '(deeper)'
    path.add(object)
    const list = Array.isArray(object) || object instanceof Set ? [...(object as Iterable<unknown>)] : undefined
    const members = membersOf(object)
    const keys = list === undefined ? Object.keys(members) : []
    const all = list?.length ?? keys.length
    const shown = Math.min(all, bounds.members)
    let result: Plain
    if (list !== undefined) {
      const copied: Plain[] = []
      for (let at = 0; at < shown && left > 0; at++) copied.push(copy(list[at], depth + 1))
      if (copied.length < all) copied.push(`(${all - copied.length} more)`)
      result = copied
    } else {
      const copied: [string, Plain][] = []
      for (const key of keys.slice(0, shown)) {
        if (left <= 0) break
        left -= key.length
        const inner = read(members, key)
        if (inner !== undefined) copied.push([spend(key), ofMember(key, inner, depth + 1)])
      }
      if (left <= 0 || shown < all) copied.push(['(more)', all])
      result = Object.fromEntries(copied)
    }
    path.delete(object)
    return result
  }
  const copy = (inner: unknown, depth: number): Plain => {
    left -= 4
    if (left <= 0) return '(too large)'
    switch (typeof inner) {
      case 'string':
        return ofText(inner)
      case 'number':
        return Number.isFinite(inner) ? inner : String(inner)
      case 'boolean':
        return inner
      case 'undefined':
        return null
      case 'object':
        return inner === null ? null : ofObject(inner, depth)
      case 'bigint':
        return String(inner)
      default:
        return `(${typeof inner})`
    }
  }

  try {
    return copy(value, 0)
  } catch {
    return '(cannot be read)'
  }
}

const read = (members: Readonly<Record<string, unknown>>, key: string): unknown => {
  try {
    return members[key]
  } catch {
    return '(cannot be read)'
  }
}
