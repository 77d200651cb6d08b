import { Subscription, type Observable } from 'rxjs'
import type { Client, Conversation, IncomingInvitation, OutgoingMessage } from '../../../src/index.ts'

interface Session {
  readonly client$: Observable<Client | undefined>
  readonly close: () => void
}

type Mount = (place: Element, session: Session) => () => void

/** What a test asks of the page, as `panel.…`. */
export interface PanelUnderTest {
  readonly mount: () => void
  readonly unmount: () => void
  /** Closes the client. */
  readonly close: () => void
  /** Whose Observables are observed, a name for each subscription. */
  readonly observed: () => readonly string[]
  /** Timers, listeners to the network and frames that are there. */
  readonly left: () => readonly string[]
}

const observed = new Map<Subscription, string>()

/** Notes who subscribes to it and does not leave. */
const note = <T extends Observable<unknown>>(name: string, source: T): T => {
  const subscribe: unknown = Reflect.get(source, 'subscribe')
  if (typeof subscribe !== 'function') throw new Error(`${name} is no Observable`)
  Reflect.set(source, 'subscribe', (...observer: readonly unknown[]) => {
    const subscription: unknown = Reflect.apply(subscribe, source, observer)
    if (subscription instanceof Subscription && !subscription.closed) {
      observed.set(subscription, name)
      subscription.add(() => observed.delete(subscription))
    }
    return subscription
  })
  return source
}

const noteMessage = (message: OutgoingMessage): OutgoingMessage => {
  note('message.status$', message.status$)
  return message
}

const noteConversation = (conversation: Conversation): void => {
  note('conversation.state$', conversation.state$)
  note('conversation.participants$', conversation.participants$)
  note('conversation.typing$', conversation.typing$)
  note('conversation.messages$', conversation.messages$)
  note('conversation.messaging.state$', conversation.messaging.state$)
  const send = conversation.send.bind(conversation)
  conversation.send = (content) => noteMessage(send(content))
}

const noteInvitation = (invitation: IncomingInvitation): void => {
  note('invitation.state$', invitation.state$)
}

const noteClient = (client: Client): void => {
  client.invitations$.subscribe(noteInvitation)
  client.conversationAdded$.subscribe(noteConversation)
  note('status$', client.status$)
  note('gaps$', client.gaps$)
  note('events$', client.events$)
  note('faults$', client.faults$)
  note('traffic$', client.traffic$)
  note('invitations$', client.invitations$)
  note('conversations$', client.conversations$)
  note('conversationAdded$', client.conversationAdded$)
  const { people } = client
  const presence = people.presence$.bind(people)
  people.presence$ = (contact) => note('presence$', presence(contact))
}

const timers = new Set<unknown>()
const listeners = new Set<string>()

const noteTimers = (): void => {
  const { setTimeout, clearTimeout } = globalThis
  Object.assign(globalThis, {
    setTimeout: (task: () => void, ms?: number) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        task()
      }, ms)
      timers.add(timer)
      return timer
    },
    clearTimeout: (timer: number) => {
      timers.delete(timer)
      clearTimeout(timer)
    },
  })
}

const ofTheNetwork = ['online', 'visibilitychange', 'message']

const noteListeners = (target: EventTarget): void => {
  const add = target.addEventListener.bind(target)
  const remove = target.removeEventListener.bind(target)
  const numbers = new Map<unknown, number>()
  const nameOf = (type: string, listener: unknown): string => {
    if (!numbers.has(listener)) numbers.set(listener, numbers.size)
    return `${type} ${numbers.get(listener) ?? 0}`
  }
  target.addEventListener = (type: string, listener: EventListenerOrEventListenerObject, ...rest: []) => {
    if (ofTheNetwork.includes(type)) listeners.add(nameOf(type, listener))
    add(type, listener, ...rest)
  }
  target.removeEventListener = (type: string, listener: EventListenerOrEventListenerObject, ...rest: []) => {
    listeners.delete(nameOf(type, listener))
    remove(type, listener, ...rest)
  }
}

/** Mounts the panel, and lets the test see what it leaves behind. */
export const watch = (mount: Mount, session: Session): void => {
  noteTimers()
  noteListeners(globalThis.window)
  noteListeners(document)
  session.client$.subscribe((client) => {
    if (client !== undefined) noteClient(client)
  })
  const place = document.createElement('div')
  document.body.append(place)
  let unmount = mount(place, session)
  const panel: PanelUnderTest = {
    mount: () => {
      unmount = mount(place, session)
    },
    unmount: () => unmount(),
    close: () => session.close(),
    observed: () => [...observed.values()],
    left: () => [
      ...[...timers].map(() => 'timer'),
      ...listeners,
      ...[...document.querySelectorAll('iframe')].map(({ src }) => src),
    ],
  }
  Object.assign(globalThis, { panel })
}
