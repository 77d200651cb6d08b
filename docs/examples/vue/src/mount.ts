import { createApp } from 'vue'
import Panel from './Panel.vue'
import './shared/panel.css'
import type { Session } from './shared/session.ts'

/** Shows the panel in a place of a page; returns what takes it away. */
export const mount = (place: Element, session: Session): (() => void) => {
  const app = createApp(Panel, { session })
  app.mount(place)
  return () => app.unmount()
}
