import type { Http } from '../../src/transport/http.ts'
import { fakeHttp, type FakeHttp, type Script } from './fakeHttp.ts'

/** Answers what the script has, by `METHOD url`; all else goes on to `http`. */
export const scriptedPart = (http: Http, script: Script): { readonly http: Http; readonly scripted: FakeHttp } => {
  const scripted = fakeHttp(script)
  return {
    scripted,
    http: (request, signal) =>
      `${request.method} ${request.url}` in script ? scripted(request, signal) : http(request, signal),
  }
}
