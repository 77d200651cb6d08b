/** @jsxImportSource solid-js */
import { from } from 'solid-js'
import type { Contact } from 'rx-ucwa'
import type { Client } from './shared/client.ts'
import { nameOf, presence } from './shared/words.ts'

export const ContactItem = (props: {
  readonly client: Client
  readonly contact: Contact
  readonly chosen: () => void
}) => {
  const appears = from(props.client.people.presence$(props.contact))
  const availability = () => appears()?.availability ?? 'unknown'
  return (
    <li>
      <button onClick={() => props.chosen()}>
        <span data-presence={availability()}>{nameOf(props.contact)}</span>
        <small>{presence(availability())}</small>
      </button>
    </li>
  )
}
