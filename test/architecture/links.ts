import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { pageText } from './programs.ts'

const project = new URL('../../', import.meta.url).pathname

const prose = (markdown: string): string =>
  markdown.replace(/^```[^]*?^```$/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ''))

/** The name by which a heading is linked, as GitHub and the site make it. */
const slugOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')

const anchorsIn = (markdown: string): readonly string[] => {
  const seen = new Map<string, number>()
  return [...markdown.replace(/^```[^]*?^```$/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const slug = slugOf(heading)
    const times = seen.get(slug) ?? 0
    seen.set(slug, times + 1)
    return times === 0 ? slug : `${slug}-${times}`
  })
}

/** Links of a page that lead nowhere, to a file or a heading that is not there. Addresses of other hosts are not asked. */
export const brokenLinksIn = (page: string, markdown: string = pageText(page)): readonly string[] =>
  [...prose(markdown).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return []
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? page : normalize(join(dirname(page), path))
    if (target !== page && !existsSync(join(project, target))) return [`${page}: ${link}`]
    if (anchor === undefined) return []
    const text = target === page ? markdown : pageText(target)
    return anchorsIn(text).includes(anchor) ? [] : [`${page}: ${link}`]
  })
