import { createActor, setup } from 'xstate'
import { createClient, password, type Client } from '../../src/index.ts'
import type { VisualizerElement } from '../../src/visualizer/element.ts'
import { defineVisualizer } from '../../src/visualizer/page/element.ts'

/** A page of somebody's with a client in it, and the element that shows it. Its functions are called from outside. */

let made: { readonly client: Client; readonly element: VisualizerElement } | undefined

const present = (): NonNullable<typeof made> => {
  if (made === undefined) throw new Error('open() first')
  return made
}

export const open = (origin: string): void => {
  defineVisualizer()
  const client = createClient({
    ...{ signInAddress: 'tosh@contoso.com', rootUrl: origin },
    credentials: password('tosh@contoso.com', 'pass@word1'),
  })
  const element = document.createElement('ucwa-visualizer')
  element.setAttribute('commands', '')
  element.style.height = '100vh'
  document.body.append(element)
  element.watch(client, 'Tosh')
  made = { client, element }
}

export const signIn = (): Promise<void> => present().client.connect()

export const signOut = (): Promise<void> => present().client.signOut()

export const recording = (): string => present().element.recording()

/** Takes the element out of the page, or puts it back. */
export const toggle = (): void => {
  const { element } = present()
  if (element.isConnected) element.remove()
  else document.body.append(element)
}

/** A machine that was not known when the element was built. */
export const watchStranger = (): void => {
  const machine = setup({}).createMachine({
    id: 'stranger',
    initial: 'here',
    states: { here: { on: { 'stranger.go': 'there' } }, there: {} },
  })
  const actor = createActor(machine)
  present().element.watch(
    {
      inspect: (observer) => {
        const { sessionId: rootId } = actor
        observer.next({ type: '@xstate.actor', rootId, actorRef: actor })
        return actor.system.inspect(observer)
      },
    },
    'Stranger',
  )
  actor.start()
}
