import { element, isName } from './markup.ts'
import { printMembers } from './printMembers.ts'
import { printReason } from './printReason.ts'
import { printEmbedded, printLinks } from './printResource.ts'
import { isStructure, type Structure } from './structure.ts'

type Pair = readonly [string, unknown]

const entriesOf = (value: unknown): readonly Pair[] => (isStructure(value) ? Object.entries(value) : [])

const structuresIn = (value: unknown): readonly Structure[] =>
  Array.isArray(value) ? value.filter((one): one is Structure => isStructure(one)) : []

const printEvent = ({ link, in: context, status, reason, type, _embedded, ...others }: Structure): string =>
  element(
    isName(type) ? type : 'event',
    [...entriesOf(link), ['status', status]],
    (isStructure(context) ? element('in', Object.entries(context), '') : '') +
      printEmbedded({ _embedded }) +
      (isStructure(reason) ? element('reason', [], printReason(reason)) : '') +
      printMembers(Object.entries(others)),
  )

const printSender = ({ events, ...attributes }: Structure): string =>
  element('sender', Object.entries(attributes), structuresIn(events).map(printEvent).join(''))

/** What stands inside `events`: where to go on, and a block for each sender. */
export const printEvents = ({ sender, _links, ...others }: Structure): string =>
  printLinks({ _links }) + structuresIn(sender).map(printSender).join('') + printMembers(Object.entries(others))
