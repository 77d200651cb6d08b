import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const attribute = /\s(?:href|src)="([^"]*)"/g

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

/** What the pages of a built site point at and is not there: files, and places in pages. Other hosts are not asked. */
export const brokenLinksOf = (site: string): readonly string[] => {
  const names = new Map<string, ReadonlySet<string>>()
  const namesIn = (file: string): ReadonlySet<string> => {
    const known = names.get(file)
    if (known !== undefined) return known
    const found = new Set([...readFileSync(file, 'utf8').matchAll(/\s(?:id|name)="([^"]+)"/g)].map(([, id = '']) => id))
    names.set(file, found)
    return found
  }
  const pages = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map(({ parentPath, name }) => join(parentPath, name))
  return pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(attribute)].flatMap(([, link = '']) => {
      if (/^(?:[a-z]+:|\/\/)/.test(link) || link === '' || link === '#') return []
      const [path = '', place = ''] = link.split('#').map(decodeURIComponent)
      const named = path === '' ? page : join(dirname(page), path.replace(/\?.*$/, ''))
      const target = isFile(named) ? named : join(named, 'index.html')
      const isThere = isFile(target) && (place === '' || namesIn(target).has(place))
      return isThere ? [] : [`${relative(site, page)}: ${link}`]
    }),
  )
}
