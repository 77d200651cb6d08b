/** What a message says: plain text or HTML. HTML is sent as it is. */
export type Content =
  { readonly text: string; readonly html?: undefined } | { readonly html: string; readonly text?: undefined }

export const mediaTypeOf = (content: Content): 'text/plain' | 'text/html' =>
  content.html === undefined ? 'text/plain' : 'text/html'

export const bodyOf = (content: Content): string => content.html ?? content.text
