import { either as E } from 'fp-ts'
import type { Link } from '../protocol/hypermedia.ts'
import { Contact } from '../protocol/resource/contact.ts'
import type { Wire } from '../service/command.ts'
import { readResource } from '../transport/readResource.ts'
import type { Person } from './message.ts'
import type { Place } from './place.ts'

interface Surroundings {
  readonly wire: Wire
  readonly place: Place
  /** Aborts with the present application. */
  readonly life: () => AbortSignal
}

/** Reads the contact that a link leads to. What cannot be read is known by the title of the link, or not at all. */
export type ReadPerson = (link: Link) => Promise<Person>

/**
 * Makes readers for links that are told now. Once the application is gone they ask for nothing: the answer would be
 * taken for the loss of the one that followed.
 */
export const createPersonReader =
  ({ wire, place, life }: Surroundings) =>
  (): ReadPerson => {
    const toldIn = life()
    return async (link) => {
      const request = { operation: 'contact', url: place.absolute(link.href) }
      const read = await readResource(wire.exchange, Contact, request, toldIn)()
      const contact = E.isRight(read) ? read.right.value : {}
      return { name: contact.name ?? (link.title || undefined), uri: contact.uri ?? undefined }
    }
  }
