/** One HTTP request, read whole. */
export interface ServerRequest {
  readonly method: string
  /** Absolute, with the host as the client wrote it. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** One HTTP answer. A header with several values is sent several times. */
export interface ServerResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string
}

/** No answer: the connection breaks. */
export interface Dropped {
  readonly dropped: true
}

export const dropped: Dropped = { dropped: true }

export const isDropped = (answer: object): answer is Dropped => 'dropped' in answer
