import type { Subscription } from 'rxjs'
import type { Contact } from 'rx-ucwa'
import { make } from './dom.ts'
import type { Client } from './shared/client.ts'
import { nameOf, presence } from './shared/words.ts'

export const contactItem = (
  client: Client,
  contact: Contact,
  talkTo: (contact: Contact) => void,
  scope: Subscription,
): Element => {
  const name = make('span', {}, nameOf(contact))
  const word = make('small')
  scope.add(
    client.people.presence$(contact).subscribe(({ availability }) => {
      name.dataset['presence'] = availability
      word.textContent = presence(availability)
    }),
  )
  return make('li', {}, make('button', { onclick: () => talkTo(contact) }, name, word))
}
