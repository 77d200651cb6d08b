import * as t from 'io-ts'

/** A string that keeps a rule. The codec's name is the rule, to be read after the name of a field. */
const rule = (name: string, keeps: (text: string) => boolean): t.Type<string> =>
  new t.Type(
    name,
    (u): u is string => typeof u === 'string' && keeps(u),
    (u, context) => (typeof u === 'string' && keeps(u) ? t.success(u) : t.failure(u, context)),
    (text) => text,
  )

/** Text of any length. */
export const Text = rule('must be text', () => true)

/** Items that keep a rule each. */
export const listOf = (item: t.Type<string>): t.Type<readonly string[]> => t.readonlyArray(item, 'must be a list')

/** Text of any length but none. */
export const NotEmpty = rule('must not be empty', (text) => text !== '')

/** Text of at most `limit` characters. */
export const atMost = (limit: number): t.Type<string> =>
  rule(`must have at most ${limit} characters`, (text) => text.length <= limit)

/** Text of 1 to `limit` characters. */
export const fromOneTo = (limit: number): t.Type<string> =>
  rule(`must have 1 to ${limit} characters`, (text) => text.length > 0 && text.length <= limit)

const whole = /^\d{1,9}$/

/** A whole number from `least` to `most`. Queries and XML carry it as text. */
export const fromTo = (least: number, most: number): t.Type<string | number> => {
  const name = `must be a whole number from ${least} to ${most}`
  const is = (u: unknown): u is string | number =>
    (typeof u === 'number' || typeof u === 'string') && whole.test(String(u)) && Number(u) >= least && Number(u) <= most
  return new t.Type(
    name,
    is,
    (u, context) => (is(u) ? t.success(u) : t.failure(u, context)),
    (a) => a,
  )
}

/** One of the words: input is a closed set, unlike output. */
export const oneOf = (words: readonly string[]): t.Type<string> =>
  rule(`must be one of ${words.join(', ')}`, (text) => words.includes(text))

const sip = /^sips?:[^\s@:;,<>"]+@[^\s@:;,<>"]+(?::\d{1,5})?(?:;[^\s]*)?$/i

/** A SIP URI such as `sip:lene@contoso.com`. */
export const SipUri = rule('must be a SIP URI such as sip:name@domain', (text) => sip.test(text))

/** An absolute URL of HTTP or HTTPS. */
export const HttpUrl = rule('must be an absolute URL', (text) => /^https?:\/\//i.test(text) && URL.canParse(text))

/** A `data:` URL that carries content. White space before the colon is forgiven, as in a SIP URI. */
export const Content = rule('must be a data: URL', (text) => /^data\s*:[^,]*,/i.test(text))

/** A media type without parameters, such as `application/sdp`. */
export const MediaType = rule('must be a media type such as application/sdp', (text) =>
  /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(text),
)
