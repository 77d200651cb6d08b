import { bootstrapApplication } from '@angular/platform-browser'
import { Panel } from './panel.ts'
import './shared/panel.css'
import { Session } from './shared/session.ts'

/** Shows the panel in a place of a page; returns what takes it away. */
export const mount = (place: Element, session: Session): (() => void) => {
  place.append(document.createElement('ucwa-panel'))
  const application = bootstrapApplication(Panel, { providers: [{ provide: Session, useValue: session }] })
  return () => void application.then((panel) => panel.destroy())
}
