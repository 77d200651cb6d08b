import * as t from 'io-ts'
import { isObject, struct } from './struct.ts'

/** A web link: `href` is relative to the URL of the response that held it, or absolute. */
export const Link = struct('Link', { href: t.string }, { title: t.string })
export type Link = t.TypeOf<typeof Link>

/** Relations that are always arrays, whatever their count. */
export const LinkList = t.readonlyArray(Link, 'LinkList')

/** What has links. */
export interface Hypermedia {
  readonly _links?: object | null
}

const isLink = (u: unknown): u is Link => Link.is(u)

/** Every link of a relation, known or not: none, one, or those of an array. */
export const linksTo = (resource: Hypermedia, rel: string): readonly Link[] => {
  const links: unknown = resource._links
  const found = isObject(links) ? links[rel] : undefined
  if (Array.isArray(found)) return found.filter(isLink)
  return isLink(found) ? [found] : []
}

/** The href of the first link of a relation. Absent means: not allowed, or not there, now. */
export const hrefTo = (resource: Hypermedia, rel: string): string | undefined => linksTo(resource, rel)[0]?.href

/**
 * An href as an absolute URL. `base` is the URL of the response that held it,
 * after redirects. Throws a TypeError where the two give no URL.
 */
export const resolveHref = (href: string, base: string): string => new URL(href, base).href

const asQuery = (name: string, value: string | number): string =>
  new URLSearchParams([[name, String(value)]]).toString().replaceAll('+', '%20')

/** A pair of the query as it is written. The ampersand keeps a leading question mark from being dropped. */
const isNamed = (pair: string, name: string): boolean => new URLSearchParams(`&${pair}`).has(name)

/**
 * Adds query parameters to an href that may have a query already. Server-made
 * parameters are kept as they are written; a parameter of the same name is
 * replaced.
 */
export const withQuery = (url: string, parameters: Readonly<Record<string, string | number | undefined>>): string => {
  const target = new URL(url)
  const added = Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]))
  if (added.length === 0) return target.href
  const written = target.search === '' ? [] : target.search.slice(1).split('&')
  const kept = written.filter((pair) => !added.some(({ name }) => isNamed(pair, name)))
  target.search = `?${[...kept, ...added.map(({ name, value }) => asQuery(name, value))].join('&')}`
  return target.href
}
