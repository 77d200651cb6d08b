const controlPictures = 0x2400

const picture = (character: string): string => {
  const code = character.codePointAt(0) ?? 0
  if (code === 0x7f) return '␡'
  return code < 0x20 ? String.fromCodePoint(controlPictures + code) : '�'
}

/**
 * A text from somebody else, unable to drive the terminal: what is no
 * character to be seen (escape sequences, carriage returns, reversals of the
 * direction of writing) becomes one. Line feeds and tabs stay.
 */
export const harmless = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll(/(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, picture)

/** The same on one line, so that it cannot pass for a line of ours. */
export const harmlessLine = (text: string): string => harmless(text).replaceAll('\n', ' ')
