import { UcwaPanel } from './panel.ts'
import './shared/panel.css'
import type { Session } from './shared/session.ts'

customElements.define('ucwa-panel', UcwaPanel)

/** Shows the panel in a place of a page; returns what takes it away. */
export const mount = (place: Element, session: Session): (() => void) => {
  const panel = new UcwaPanel()
  panel.session = session
  place.append(panel)
  return () => panel.remove()
}
