import { either as E, taskEither as TE } from 'fp-ts'
import { json } from '../../src/protocol/format.ts'
import { formatFor } from '../../src/server/negotiate.ts'
import type { Http, HttpRequest, HttpResponse } from '../../src/transport/http.ts'
import { fakeHttp, type FakeHttp, type Script } from './fakeHttp.ts'

/** The script is written in JSON; it is told in the format that the client asks for. */
const inFormatOf =
  ({ headers }: HttpRequest) =>
  (response: HttpResponse): HttpResponse => {
    const { reads, parse } = json()
    const structure = parse(response.text)
    if (!reads(response.header('content-type') ?? '') || E.isLeft(structure)) return response
    const { contentType, print } = formatFor(headers['Accept'])
    const header = (name: string) => (name.toLowerCase() === 'content-type' ? contentType : response.header(name))
    return { ...response, header, text: print(structure.right) }
  }

/** Answers what the script has, by `METHOD url`; all else goes on to `http`. */
export const scriptedPart = (http: Http, script: Script): { readonly http: Http; readonly scripted: FakeHttp } => {
  const scripted = fakeHttp(script)
  return {
    scripted,
    http: (request, signal) =>
      `${request.method} ${request.url}` in script
        ? TE.map(inFormatOf(request))(scripted(request, signal))
        : http(request, signal),
  }
}
