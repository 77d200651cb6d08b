import { useMemo } from 'react'
import type { Contact } from 'rx-ucwa'
import { useLatest } from './bindings.ts'
import type { Client } from './shared/client.ts'
import { nameOf, presence } from './shared/words.ts'

const unknown = { availability: 'unknown' }

export const ContactItem = ({
  client,
  contact,
  talkTo,
}: {
  readonly client: Client
  readonly contact: Contact
  readonly talkTo: (contact: Contact) => void
}) => {
  const { availability } = useLatest(
    useMemo(() => client.people.presence$(contact), [client, contact]),
    unknown,
  )
  return (
    <li>
      <button onClick={() => talkTo(contact)}>
        <span data-presence={availability}>{nameOf(contact)}</span>
        <small>{presence(availability)}</small>
      </button>
    </li>
  )
}
