const hidden = '…'

const secretHeaders: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie'])

/** Headers as they may be shown: of a secret one the first word at most, such as `Bearer`. */
export const redactHeaders = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!secretHeaders.has(name.toLowerCase())) return [name, value]
      return [name, /^[A-Za-z]+(?= )/.exec(value)?.[0].concat(` ${hidden}`) ?? hidden]
    }),
  )

const ofStrings = (names: string) => new RegExp(`("(?:${names})"\\s*:\\s*")[^"\\\\]*(?:\\\\.[^"\\\\]*)*`, 'gi')
const ofProperties = (names: string) => new RegExp(`(<property name="(?:${names})">)[^<]*`, 'gi')

const tokens = 'access_token|refresh_token|id_token|password'

/** What people write, where it is no link: previews of messages, and notes. */
const writings = 'previewMessage|message'

/** The members of JSON and of `Authorization` lines in a batch that are secret, and what a content link holds. */
const redactStructure = (text: string): string =>
  text
    .replace(ofStrings(tokens), `$1${hidden}`)
    .replace(ofProperties(tokens), `$1${hidden}`)
    .replace(/("data:[^"\\,]*(?:\\.[^"\\,]*)*,)[^"\\]*(?:\\.[^"\\]*)*/gi, `$1${hidden}`)
    .replace(/('data:[^',]*,)[^']*/gi, `$1${hidden}`)
    .replace(/^(authorization:[ \t]*\S+)[^\r\n]*/gim, `$1 ${hidden}`)

const redactWritings = (text: string): string =>
  text.replace(ofStrings(writings), `$1${hidden}`).replace(ofProperties(writings), `$1${hidden}`)

const secretParameter =
  /([?&#;](?:access_token|refresh_token|id_token|token|code|assertion|password|ticket)=)[^&#"'<>\s]*/gi

/** Without the secrets that may stand in a query or a fragment. */
export const redactUrls = (text: string): string => text.replace(secretParameter, `$1${hidden}`)

const redactForm = (text: string): string =>
  [...new URLSearchParams(text)].map(([name, value]) => `${name}=${name === 'grant_type' ? value : hidden}`).join('&')

/** A body as it may be shown: no password, no token, and of what people write no word. A refusal is a server's own words. */
export const redactBody = (text: string, contentType: string, isRefusal = false): string => {
  const type = contentType.toLowerCase()
  if (text === '') return ''
  if (type.startsWith('application/x-www-form-urlencoded')) return redactForm(text)
  if (/^multipart\/|[/+](?:json|xml)\b/.test(type))
    return isRefusal ? redactStructure(text) : redactWritings(redactStructure(text))
  return `(${text.length} characters)`
}
