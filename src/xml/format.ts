import { either as E, function as F } from 'fp-ts'
import type { Format } from '../protocol/format.ts'
import { hrefTo } from '../protocol/hypermedia.ts'
import { type Element, ucwaNamespace } from './element.ts'
import { printAttributes } from './markup.ts'
import { parseElement } from './parseElement.ts'
import { printEvents } from './printEvents.ts'
import { printContent } from './printMembers.ts'
import { printReason } from './printReason.ts'
import { printBody, selfAttributes } from './printResource.ts'
import { readContent } from './readMembers.ts'
import { readEvents } from './readEvents.ts'
import { readReason } from './readReason.ts'
import { readResource } from './readResource.ts'
import { isStructure, type Structure } from './structure.ts'

/** Events come in XML only to those who ask with the vendor's type. */
const vendorType = 'application/vnd.microsoft.com.ucwa+xml'

const xmlTypes: ReadonlySet<string> = new Set([
  vendorType,
  'application/vnd.microsoft.ucwa+xml',
  'application/xml',
  'text/xml',
])

const mediaType = (contentType: string): string => (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()

const structureIn = (root: Element): unknown => {
  switch (root.name) {
    case 'resource':
    case 'input':
      return readResource(root)
    case 'events':
      return readEvents(root)
    case 'reason':
      return readReason(root)
    default:
      return readContent(root)
  }
}

const isBlock = (block: unknown): boolean => isStructure(block) && typeof block['rel'] === 'string'

/** Says where to go on, and holds blocks of events or nothing: another thing may have such members by chance. */
const isPage = ({ sender, ...others }: Structure): boolean => {
  if (others['rel'] !== undefined || others['_embedded'] !== undefined) return false
  if (!['next', 'resume', 'resync'].some((rel) => hrefTo(others, rel) !== undefined)) return false
  return sender === undefined ? Object.keys(others).length === 1 : Array.isArray(sender) && sender.every(isBlock)
}

const isReason = ({ rel, code, _links }: Structure): boolean =>
  rel === undefined && _links === undefined && typeof code === 'string'

/** Which of the four roots a structure has shows in its members. */
const printRoot = (structure: unknown): string => {
  const root = (tag: string, attributes: readonly (readonly [string, unknown])[], content: string): string =>
    `<${tag}${printAttributes(attributes)} xmlns="${ucwaNamespace}">${content}</${tag}>`
  if (!isStructure(structure)) return root('input', [], printContent('input', structure))
  const self = selfAttributes(structure)
  if (isPage(structure)) return root('events', self, printEvents(structure))
  if (isReason(structure)) return root('reason', [], printReason(structure))
  const { rel } = structure
  const isResource = typeof rel === 'string' || self.length > 0
  return root(isResource ? 'resource' : 'input', [['rel', rel], ...self], printBody(structure))
}

/**
 * `application/vnd.microsoft.com.ucwa+xml`, in place of `json()`: the same
 * structure in XML. Properties have the kind that they have in JSON where the
 * protocol knows them, others are text. Document types are refused, so there are
 * no entities but the five of XML.
 */
export const xml = (): Format => ({
  name: 'XML',
  accept: vendorType,
  contentType: vendorType,
  reads: (contentType) => xmlTypes.has(mediaType(contentType)),
  parse: (text) => F.pipe(parseElement(text), E.map(structureIn)),
  print: (structure) => `<?xml version="1.0" encoding="utf-8"?>${printRoot(structure)}`,
})
