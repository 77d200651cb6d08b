import { BehaviorSubject } from 'rxjs'
import { xframe, type ResumePoint } from 'rx-ucwa'
import { mirrorClient } from 'rx-ucwa/mirror'
import type { Client } from './client.ts'
import { clientFor, wayOf, type SignInForm, type SigningIn } from './signInForm.ts'

interface Opened {
  readonly client: Client
  /** Leaves nothing behind, and tells the server nothing. */
  readonly close: () => void
}

const inPage = (signingIn: SigningIn): Opened => {
  const frames = signingIn.way === 'xframe' ? xframe() : undefined
  const client = clientFor(signingIn, frames === undefined ? {} : { http: frames })
  const close = () => {
    client.close()
    frames?.close()
  }
  return { client, close }
}

const inWorker = (signingIn: SigningIn): Opened => {
  const worker = new Worker(new URL('./client.worker.ts', import.meta.url), { type: 'module' })
  worker.postMessage(signingIn)
  const client = mirrorClient(worker)
  const close = () => {
    client.close()
    worker.terminate()
  }
  return { client, close }
}

/** The page's client. It belongs to the page and not to the panel, which may go away and come back meanwhile. */
export class Session {
  readonly #client$ = new BehaviorSubject<Client | undefined>(undefined)
  #close = (): void => undefined
  #resumeFrom: ResumePoint | undefined
  /** Replays the present client; undefined while there is none. */
  readonly client$ = this.#client$.asObservable()
  /** What the form starts with. */
  form: SignInForm = { server: 'http://127.0.0.1:8080/', address: 'tosh@contoso.com', password: '', way: 'cors' }

  /** With the texts of the form. `status$` of the client tells how it goes on. */
  signIn(texts: Readonly<Record<keyof SignInForm, string>>): void {
    this.close()
    const form = { ...texts, way: wayOf(texts.way) }
    this.form = { ...form, password: '' }
    const signingIn = { ...form, resumeFrom: this.#resumeFrom }
    const { client, close } = form.way === 'worker' ? inWorker(signingIn) : inPage(signingIn)
    this.#close = close
    this.#resumeFrom = undefined
    this.#client$.next(client)
    void client.connect()
  }

  /** The client does not answer: its worker has died. When the same person signs in, another one goes on from where it was. */
  startAgain(): void {
    this.#resumeFrom = this.#client$.getValue()?.resumePoint$.getSnapshot()
    this.close()
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
