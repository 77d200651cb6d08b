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

/** The members of JSON and of `Authorization` lines in a batch that are secret, and what a content link holds. */
const redactStructure = (text: string): string =>
  text
    .replace(/("(?:access_token|refresh_token|id_token|password)"\s*:\s*")(?:[^"\\]|\\.)*/gi, `$1${hidden}`)
    .replace(/("data:(?:[^"\\,]|\\.)*,)(?:[^"\\]|\\.)*/gi, `$1${hidden}`)
    .replace(/('data:[^',]*,)[^']*/gi, `$1${hidden}`)
    .replace(/("previewMessage"\s*:\s*")(?:[^"\\]|\\.)*/gi, `$1${hidden}`)
    .replace(/(<property name="previewMessage">)[^<]*/gi, `$1${hidden}`)
    .replace(/^(authorization:[ \t]*\S+)[^\r\n]*/gim, `$1 ${hidden}`)

const redactForm = (text: string): string =>
  [...new URLSearchParams(text)].map(([name, value]) => `${name}=${name === 'grant_type' ? value : hidden}`).join('&')

/** A body as it may be shown: no password, no token, and of a message only its length. */
export const redactBody = (text: string, contentType: string): string => {
  const type = contentType.toLowerCase()
  if (text === '') return ''
  if (type.startsWith('application/x-www-form-urlencoded')) return redactForm(text)
  if (/^multipart\/|[/+](?:json|xml)\b/.test(type)) return redactStructure(text)
  return `(${text.length} characters)`
}
