import { createClient, password, type Client, type Conversation } from 'rx-ucwa'

const address = 'tosh@contoso.com'
const secret = 'pass@word1'

const signedOut = (): Client => createClient({ signInAddress: address, credentials: password(address, secret) })

const talking = async (): Promise<{ readonly client: Client; readonly conversation: Conversation }> => {
  const client = signedOut()
  await client.connect()
  const conversation = await client.startMessaging({ to: 'sip:lene@contoso.com', message: 'Hi' }).connected
  return { client, conversation }
}

const until = async (read: () => unknown): Promise<void> => {
  while (read() !== true) await new Promise((resolve) => requestAnimationFrame(resolve))
}

/** What a component shows before its client connects and after, and once it has gone. */
const shown = async (
  mount: (place: HTMLElement, client: Client) => Promise<() => void> | (() => void),
): Promise<readonly (string | null)[]> => {
  const client = signedOut()
  const place = document.createElement('div')
  document.body.append(place)
  const unmount = await mount(place, client)
  await until(() => place.textContent.includes('signedOut'))
  const before = place.textContent
  await client.connect()
  await until(() => place.textContent.includes('available'))
  const after = place.textContent
  unmount()
  client.close()
  place.remove()
  return [before, after]
}

const documented = {
  xframe: async () => {
    const { signIn } = await import('documented:xframe')
    const client = await signIn(address, secret)
    const { title } = document
    client.close()
    return title
  },
  hello: async () => {
    const { sayHello } = await import('documented:hello')
    await sayHello(address, secret)
  },
  hooks: async () => {
    const [{ useStatus, useConversationState }, { createElement }, { createRoot }] = await Promise.all([
      import('documented:hooks'),
      import('react'),
      import('react-dom/client'),
    ])
    const { client, conversation } = await talking()
    const place = document.createElement('div')
    const root = createRoot(place)
    const Both = () => `${useStatus(client)}, ${useConversationState(conversation)}`
    root.render(createElement(Both))
    await until(() => place.textContent !== '')
    const text = place.textContent
    root.unmount()
    client.close()
    return text
  },
  native: async () => {
    const { toNative, fromNative } = await import('documented:native')
    const { client, conversation } = await talking()
    const texts: unknown[] = []
    fromNative<{ readonly text: unknown }>(toNative(conversation.messages$)).subscribe(({ text }) => texts.push(text))
    await conversation.send('12:30?').delivered
    client.close()
    return texts
  },
  mirror: async () => {
    const printed: unknown[] = []
    const { log } = console
    console.log = (value: unknown) => printed.push(value)
    const { client } = await import('documented:mirror')
    await until(() => printed.length > 0)
    console.log = log
    const { title } = document
    client.close()
    return [title, printed]
  },
  tabs: async () => {
    const { client } = await import('documented:tabs')
    const { state } = client.status$.getSnapshot()
    client.close()
    return state
  },
  visualizer: async () => {
    await import('documented:visualizer')
    const element = document.querySelector('ucwa-visualizer')
    await until(() => element?.shadowRoot?.textContent.includes('Tosh') ?? element?.textContent.includes('Tosh'))
    element?.remove()
    return true
  },
  react: async () => {
    const [{ Status }, { createElement }, { createRoot }] = await Promise.all([
      import('documented:react'),
      import('react'),
      import('react-dom/client'),
    ])
    return shown((place, client) => {
      const root = createRoot(place)
      root.render(createElement(Status, { client }))
      return () => root.unmount()
    })
  },
  vue: async () => {
    const [{ useLive }, { createApp, h }] = await Promise.all([import('documented:vue'), import('vue')])
    return shown((place, client) => {
      const app = createApp({
        setup: () => {
          const status = useLive(client.status$)
          return () => h('output', status.value.state)
        },
      })
      app.mount(place)
      return () => app.unmount()
    })
  },
  svelte: async () => {
    const [{ default: Status }, { mount, unmount }] = await Promise.all([import('documented:svelte'), import('svelte')])
    return shown((target, client) => {
      const component = mount(Status, { target, props: { client } })
      return () => void unmount(component)
    })
  },
  solid: async () => {
    const [{ Status }, { render, createComponent }] = await Promise.all([
      import('documented:solid'),
      import('solid-js/web'),
    ])
    return shown((place, client) => render(() => createComponent(Status, { client }), place))
  },
  angular: async () => {
    await import('@angular/compiler') // Angular's own packages are published half compiled
    const [{ live }, { Injector, runInInjectionContext }] = await Promise.all([
      import('documented:angular'),
      import('@angular/core'),
    ])
    const client = signedOut()
    const injector = Injector.create({ providers: [] })
    const status = runInInjectionContext(injector, () => live(client.status$))
    const before = status().state
    await client.connect()
    const after = status().state
    injector.destroy()
    await client.signOut()
    client.close()
    return [before, after, status().state]
  },
  element: async () => {
    const { UcwaStatus } = await import('documented:element')
    return shown((place, client) => {
      const element = new UcwaStatus()
      element.client = client
      place.append(element)
      return () => element.remove()
    })
  },
}

export type Documented = typeof documented

Object.assign(globalThis, { documented })
