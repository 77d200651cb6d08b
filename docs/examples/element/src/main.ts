import { mount } from './mount.ts'
import { Session } from './shared/session.ts'

const session = new Session()
const place = document.getElementById('panel')
if (place !== null) mount(place, session)
addEventListener('pagehide', () => session.close())
