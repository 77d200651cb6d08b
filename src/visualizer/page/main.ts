import { systemClock } from '../../seam/clock.ts'
import { hashOf, readAddress } from './address.ts'
import { fillApp } from './app.ts'
import { make } from './make.ts'
import { serverSource } from './serverSource.ts'
import { noSource } from './source.ts'
import { styleSheet } from './style.ts'
import { Viewing } from './viewing.ts'

// Written here when the page is built (vite.config.ts).
declare const knownLayouts: readonly unknown[]

const { token, maySend, ...link } = readAddress(location.hash)
const source =
  token === undefined
    ? noSource(knownLayouts)
    : serverSource({ origin: location.origin, token, clock: systemClock, maySend, knownLayouts })
const viewing = new Viewing()

document.adoptedStyleSheets = [styleSheet()]
const app = make('main')
document.body.append(app)
fillApp(app, viewing, source, document)
viewing.want(link)
if (token === undefined) viewing.standing({ state: 'recording', words: 'nothing open' })
else source.begin(viewing)

viewing.show(() => {
  const hash = hashOf(location.hash, viewing)
  if (viewing.log.length > 0 && hash !== location.hash) history.replaceState(null, '', hash)
})
addEventListener('hashchange', () => viewing.want(readAddress(location.hash)))
