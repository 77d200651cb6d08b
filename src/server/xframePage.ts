/** JSON that may stand inside a script element. */
const literal = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

/** Header names as clients look them up: browsers hand them out in lower case. */
const irregular = { 'www-authenticate': 'WWW-Authenticate', etag: 'ETag', 'x-ms-diagnostics': 'X-Ms-diagnostics' }

const script = (origins: readonly string[]): string => `
const origins = new Set([location.origin, ...${literal(origins)}])
const irregular = ${literal(irregular)}

const read = (data) => {
  try {
    return typeof data === 'string' ? JSON.parse(data) : data
  } catch {
    return undefined
  }
}

const nameOf = (name) =>
  irregular[name] ?? name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase())

const headersOf = (request) =>
  request
    .getAllResponseHeaders()
    .split('\\r\\n')
    .filter((line) => line.includes(':'))
    .map((line) => nameOf(line.slice(0, line.indexOf(':')).toLowerCase()) + line.slice(line.indexOf(':')) + '\\r\\n')
    .join('')

const has = (headers, name) => Object.keys(headers).some((other) => other.toLowerCase() === name)

const form = (data) => new URLSearchParams(Object.entries(data)).toString()

const setHeaders = (request, message, origin) => {
  const { accepts, contentType, cache, headers = {} } = message
  const all = { ...headers, 'X-Ms-Origin': origin }
  if (accepts && !has(headers, 'accept')) {
    all.Accept = typeof accepts === 'string' ? accepts : Object.values(accepts).join(', ')
  }
  if (typeof contentType === 'string' && !has(headers, 'content-type')) all['Content-Type'] = contentType
  if (cache === false && !has(headers, 'cache-control')) all['Cache-Control'] = 'no-cache'
  for (const name of Object.keys(all)) {
    if (all[name] === undefined || all[name] === null) continue
    try {
      request.setRequestHeader(name, String(all[name]))
    } catch {}
  }
}

const textOf = ({ data, contentType, headers = {} }) => {
  if (data === undefined || data === null) return ''
  if (typeof data !== 'object') return String(data)
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? contentType
  return /json/i.test(String(type)) ? JSON.stringify(data) : form(data)
}

const send = (message, origin, answer) => {
  const method = String(message.type ?? 'GET').toUpperCase()
  const text = textOf(message)
  const url = new URL(message.url, location.href)
  if (url.origin !== location.origin) {
    const headers = 'X-Ms-diagnostics: 28020;source="' + location.hostname + '";reason="The URL is of another host."\\r\\n'
    answer({ status: 403, statusText: 'Forbidden', responseText: '', headers })
    return
  }
  const inQuery = method === 'GET' && text !== ''
  if (inQuery) url.search += (url.search === '' ? '?' : '&') + text
  const request = new XMLHttpRequest()
  request.open(method, url.href)
  for (const field of ['withCredentials', 'timeout']) {
    if (message.xhrFields && field in message.xhrFields) request[field] = message.xhrFields[field]
  }
  setHeaders(request, message, origin)
  request.onloadend = () =>
    answer({
      status: request.status,
      statusText: request.status === 0 ? 'error' : request.statusText,
      responseText: request.responseText,
      headers: headersOf(request),
    })
  request.send(inQuery || text === '' ? null : text)
}

addEventListener('message', ({ data, origin, source }) => {
  if (source === null || !origins.has(origin)) return
  const message = read(data)
  if (message === null || typeof message !== 'object' || typeof message.url !== 'string') return
  const answer = (outcome) =>
    source.postMessage(JSON.stringify({ ...outcome, messageId: message.messageId }), origin)
  try {
    send(message, origin, answer)
  } catch (error) {
    answer({ status: 0, statusText: String(error), responseText: '', headers: '' })
  }
})
`

/** The page that asks on behalf of pages of other origins, and answers no page that is not of `origins`. */
export const xframePage = (origins: readonly string[], nonce: string): string =>
  `<!DOCTYPE html><meta charset="utf-8"><title>XFrame</title><script nonce="${nonce}">${script(origins)}</script>`
