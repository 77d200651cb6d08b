import type { Happening } from '../happening.ts'

/** Which operation carries which text, from what goes over the wire: the server's journal holds no text. */
export interface Texts {
  readonly hear: (happening: Happening) => void
  readonly of: (operationId: string | undefined) => string | undefined
}

export const createTexts = (): Texts => {
  const texts = new Map<string, string>()
  return {
    hear: (happening) => {
      if (happening.kind === 'opened') texts.set(happening.operationId, happening.text)
      if (happening.kind !== 'asked' || happening.request.operation !== 'sendMessage') return
      const { url, body = '' } = happening.request
      const operationId = new URL(url).searchParams.get('operationId')
      if (operationId !== null) texts.set(operationId, body)
    },
    of: (operationId) => (operationId === undefined ? undefined : texts.get(operationId)),
  }
}
