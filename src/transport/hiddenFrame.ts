/** A page of another host in this document. */
export interface Frame {
  readonly post: (text: string) => void
  /** False once somebody has taken it out of the document. */
  readonly isThere: () => boolean
  readonly remove: () => void
}

export interface FrameListener {
  /** Something has loaded: the page, or what the browser shows in its place. */
  readonly loaded: () => void
  /** The page has posted this. */
  readonly said: (data: unknown) => void
}

export type OpenFrame = (url: string, listener: FrameListener) => Frame

/** The Referer tells the server who frames the page, and no more. */
const whoFrames = 'origin'

/** Loads a page into a frame that nobody sees, and hears this page alone. */
export const openHiddenFrame: OpenFrame = (url, { loaded, said }) => {
  const { origin } = new URL(url)
  const element = document.createElement('iframe')
  const hear = (event: MessageEvent<unknown>) => {
    if (event.source === element.contentWindow && event.origin === origin) said(event.data)
  }
  globalThis.addEventListener('message', hear)
  element.addEventListener('load', loaded)
  element.referrerPolicy = whoFrames
  element.style.display = 'none'
  element.src = url
  document.documentElement.append(element)
  return {
    post: (text) => element.contentWindow?.postMessage(text, origin),
    isThere: () => element.isConnected,
    remove: () => {
      globalThis.removeEventListener('message', hear)
      element.removeEventListener('load', loaded)
      element.remove()
    },
  }
}
