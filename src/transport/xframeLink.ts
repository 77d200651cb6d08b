import { member } from './member.ts'

const unescaped = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&')

const inXml = (text: string): string | undefined => {
  const element = /<link\b[^<>]*\brel="xframe"[^<>]*>/.exec(text)?.[0]
  const href = element === undefined ? undefined : /\bhref="([^"]*)"/.exec(element)?.[1]
  return href === undefined ? undefined : unescaped(href)
}

const inJson = (text: string): string | undefined => {
  try {
    const href = member(member(member(JSON.parse(text), '_links'), 'xframe'), 'href')
    return typeof href === 'string' ? href : undefined
  } catch {
    return undefined
  }
}

/** The `xframe` link of a resource, in whichever format it came; absolute. */
export const xframeLink = (text: string, base: string): string | undefined => {
  if (!text.includes('xframe')) return undefined
  const href = text.trimStart().startsWith('<') ? inXml(text) : inJson(text)
  return href !== undefined && URL.canParse(href, base) ? new URL(href, base).href : undefined
}
