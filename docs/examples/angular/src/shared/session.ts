import { BehaviorSubject } from 'rxjs'
import { createClient, crossFetch, password, xframe, type Client } from 'rx-ucwa'

/** What the form asks for. Without a server it is looked for in the domain of the address. */
export interface SignInForm {
  readonly server: string
  readonly address: string
  readonly password: string
  /** Directly, or through the XFrame page of a server that does not answer pages of other origins (CORS). */
  readonly way: 'cors' | 'xframe'
}

/** The page's client. It belongs to the page and not to the panel, which may go away and come back meanwhile. */
export class Session {
  readonly #client$ = new BehaviorSubject<Client | undefined>(undefined)
  #close = (): void => undefined
  /** Replays the present client; undefined while there is none. */
  readonly client$ = this.#client$.asObservable()
  /** What the form starts with. */
  form: SignInForm = { server: 'http://127.0.0.1:8080/', address: 'tosh@contoso.com', password: '', way: 'cors' }

  /** `status$` of the client tells how it goes on. */
  signIn(form: SignInForm): void {
    const { server, address, password: secret, way } = form
    this.close()
    this.form = { ...form, password: '' }
    const frames = way === 'xframe' ? xframe() : undefined
    const client = createClient({
      signInAddress: address,
      credentials: password(address, secret),
      http: frames ?? crossFetch(),
      ...(server === '' ? {} : { rootUrl: server }),
    })
    this.#close = () => {
      client.close()
      frames?.close()
    }
    this.#client$.next(client)
    void client.connect()
  }

  async signOut(): Promise<void> {
    await this.#client$.getValue()?.signOut()
    this.close()
  }

  /** Leaves nothing behind, and tells the server nothing. */
  close(): void {
    this.#client$.next(undefined)
    this.#close()
    this.#close = () => undefined
  }
}
