/** What XML 1.0 has no way to write. */
const disallowed =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const references: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\t', '&#9;'],
  ['\n', '&#10;'],
  ['\r', '&#13;'],
])

const escape = (text: string, special: RegExp): string =>
  text.replace(disallowed, '\ufffd').replace(special, (character) => references.get(character) ?? character)

const name = /^[A-Za-z_][\w.-]*$/

/** Whether a word can name an element or an attribute. */
export const isName = (word: unknown): word is string =>
  typeof word === 'string' && name.test(word) && !/^xml/i.test(word)

/** Character data. A character that XML cannot carry becomes U+FFFD. */
export const printData = (text: string): string => escape(text, /[&<>\r]/g)

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value)

/** Attributes with a space before each; what cannot be an attribute is left out. */
export const printAttributes = (attributes: Iterable<readonly [string, unknown]>): string =>
  [...attributes]
    .filter((pair): pair is readonly [string, string | number | boolean] => isName(pair[0]) && isScalar(pair[1]))
    .map(([attribute, value]) => ` ${attribute}="${escape(String(value), /[&<>"\t\n\r]/g)}"`)
    .join('')

/** An element with markup inside. */
export const element = (tag: string, attributes: Iterable<readonly [string, unknown]>, content: string): string =>
  content === ''
    ? `<${tag}${printAttributes(attributes)}/>`
    : `<${tag}${printAttributes(attributes)}>${content}</${tag}>`
