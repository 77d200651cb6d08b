import { element } from './markup.ts'
import { printMembers } from './printMembers.ts'
import { isStructure, type Structure } from './structure.ts'

type Pair = readonly [string, unknown]

const all = (value: unknown): readonly Structure[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is Structure => isStructure(one))

const relationsOf = (relations: unknown): readonly Pair[] => (isStructure(relations) ? Object.entries(relations) : [])

const withoutRel = (link: Structure): readonly Pair[] => Object.entries(link).filter(([name]) => name !== 'rel')

const selfOf = ({ _links }: Structure): Structure | undefined => {
  const self = isStructure(_links) ? _links['self'] : undefined
  return isStructure(self) && typeof self['href'] === 'string' ? self : undefined
}

/** The self link, as attributes of the element that it is the address of. */
export const selfAttributes = (structure: Structure): readonly Pair[] => withoutRel(selfOf(structure) ?? {})

/** All links but self. */
export const printLinks = (structure: Structure): string =>
  relationsOf(structure['_links'])
    .filter(([rel]) => rel !== 'self' || selfOf(structure) === undefined)
    .flatMap(([rel, links]) => all(links).map((link) => element('link', [['rel', rel], ...withoutRel(link)], '')))
    .join('')

/** The embedded resources. */
export const printEmbedded = ({ _embedded }: Structure): string =>
  relationsOf(_embedded)
    .flatMap(([rel, resources]) =>
      all(resources).map((resource) =>
        element('resource', [['rel', rel], ...selfAttributes(resource)], printBody(resource)),
      ),
    )
    .join('')

/** What stands inside the element of a resource or an input. */
export const printBody = (resource: Structure): string =>
  printLinks(resource) +
  printMembers(Object.entries(resource).filter(([name]) => name !== '_links' && name !== '_embedded')) +
  printEmbedded(resource)
