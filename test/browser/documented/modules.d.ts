declare module 'documented:xframe' {
  import type { Client } from 'rx-ucwa'
  export const signIn: (address: string, secret: string) => Promise<Client>
}

declare module 'documented:hello' {
  export const sayHello: (address: string, secret: string) => Promise<void>
}

declare module 'documented:hooks' {
  import type { Client, Conversation } from 'rx-ucwa'
  export const useStatus: (client: Client) => string
  export const useConversationState: (conversation: Conversation) => string
}

declare module 'documented:native' {
  import type { Observable } from 'rxjs'
  export const toNative: <T>(source: Observable<T>) => object
  export const fromNative: <T>(source: object) => Observable<T>
}

declare module 'documented:mirror' {
  import type { MirroredClient } from 'rx-ucwa/mirror'
  export const client: MirroredClient
}

declare module 'documented:tabs' {
  import type { MirroredClient } from 'rx-ucwa/mirror'
  export const client: MirroredClient
}

declare module 'documented:visualizer'

declare module 'documented:react' {
  import type { FunctionComponent } from 'react'
  import type { Client } from 'rx-ucwa'
  export const Status: FunctionComponent<{ readonly client: Client }>
}

declare module 'documented:vue' {
  import type { Live } from 'rx-ucwa'
  import type { ShallowRef } from 'vue'
  export const useLive: <T>(live: Live<T>) => Readonly<ShallowRef<T>>
}

declare module 'documented:svelte' {
  import type { Client } from 'rx-ucwa'
  import type { Component } from 'svelte'
  const Status: Component<{ client: Client }>
  export { Status as default }
}

declare module 'documented:solid' {
  import type { Component } from 'solid-js'
  import type { Client } from 'rx-ucwa'
  export const Status: Component<{ readonly client: Client }>
}

declare module 'documented:angular' {
  import type { Signal } from '@angular/core'
  import type { Live } from 'rx-ucwa'
  export const live: <T>(source: Live<T>) => Signal<T>
}

declare module 'documented:element' {
  import type { Client } from 'rx-ucwa'
  export const UcwaStatus: new () => HTMLElement & { client: Client | undefined }
}
