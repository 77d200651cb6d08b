import { either as E, function as F } from 'fp-ts'
import { decode } from '../protocol/decode.ts'
import type { Attempt, Refused } from '../protocol/failure.ts'
import type { Format } from '../protocol/format.ts'
import { Reason } from '../protocol/reason.ts'
import type { HttpResponse } from './http.ts'
import { parseRetryAfter } from './retryAfter.ts'

const reasonOf = (response: HttpResponse, format: Format): Reason => {
  if (!format.reads(response.header('content-type') ?? '')) return {}
  const reason = F.pipe(
    format.parse(response.text),
    E.chainW((structure) => decode(Reason, structure)),
  )
  return E.isRight(reason) && typeof reason.right.code === 'string' ? reason.right : {}
}

/** An answer with a status of 400 or more. A body that is not UCWA's leaves the code undefined. */
export const refusalOf = (response: HttpResponse, attempt: Attempt, format: Format, now: number): Refused => {
  const reason = reasonOf(response, format)
  return {
    name: 'Refused',
    ...attempt,
    status: response.status,
    code: reason.code ?? undefined,
    subcode: reason.subcode ?? undefined,
    message: reason.message ?? undefined,
    parameters: reason.parameters ?? undefined,
    retryAfter: parseRetryAfter(response.header('retry-after') ?? '', now),
    diagnostics: response.header('x-ms-diagnostics'),
  }
}
