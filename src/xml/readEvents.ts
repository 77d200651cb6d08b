import type { Element } from './element.ts'
import { readReason } from './readReason.ts'
import { readEmbedded, readLinks, readOthers } from './readResource.ts'
import { type Structure, structureOf } from './structure.ts'

/** The element's name is the type of the event, its attributes are the link. */
const readEvent = ({ name, attributes, children }: Element): Structure => {
  const status = attributes.get('status')
  const context = children.find((child) => child.name === 'in')
  const reason = children.find((child) => child.name === 'reason')
  return structureOf([
    ...readOthers(children, 'in', 'status', 'reason', 'type'),
    ['link', structureOf([...attributes].filter(([attribute]) => attribute !== 'status'))],
    ...(context === undefined ? [] : [['in', structureOf(context.attributes)] as const]),
    ...(status === undefined ? [] : [['status', status] as const]),
    ...readEmbedded(children),
    ...(reason === undefined ? [] : [['reason', readReason(reason)] as const]),
    ['type', name],
  ])
}

const readSender = ({ attributes, children }: Element): Structure =>
  structureOf([...attributes, ['events', children.map(readEvent)]])

/** A page of the event channel. */
export const readEvents = (element: Element): Structure =>
  structureOf([
    ...readOthers(element.children, 'sender'),
    ...readLinks(element),
    ['sender', element.children.filter(({ name }) => name === 'sender').map(readSender)],
  ])
