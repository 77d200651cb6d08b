import { resolveHref } from '../protocol/hypermedia.ts'
import type { Link } from '../protocol/hypermedia.ts'

/**
 * Where the application is, and so what its hrefs are relative to. Links are
 * compared by their absolute URL; most are paths, and those cost no URL parser.
 */
export class Place {
  #url = 'about:blank'
  #origin = ''

  /** The URL of the response that brought the application. */
  moveTo(url: string): void {
    this.#url = url
    this.#origin = new URL(url).origin
  }

  /** An href of the application as an absolute URL; itself, where it cannot be read as one. */
  absolute(href: string): string {
    if (href.startsWith('/') && !href.startsWith('//')) return this.#origin + href
    return URL.canParse(href, this.#url) ? resolveHref(href, this.#url) : href
  }

  /** The absolute URL of a link, if it is there. */
  of(link: Link | null | undefined): string | undefined {
    return link ? this.absolute(link.href) : undefined
  }
}
