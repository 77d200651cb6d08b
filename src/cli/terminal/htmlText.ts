const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

const mostCodePoint = 0x10ffff

const characterOf = (entity: string, name: string): string => {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? entity
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10)
  return code <= mostCodePoint ? String.fromCodePoint(code) : entity
}

/** What HTML says, as plain text. For reading only: it proves nothing about the HTML. */
export const htmlText = (html: string): string =>
  html
    .replaceAll(/<(script|style|title)\b.*?<\/\1\s*>/gis, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?(<br\b[^>]*>|<\/(p|div|li|tr|h[1-6])\s*>) ?/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, characterOf)
    .trim()
