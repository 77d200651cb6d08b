import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Panel } from './Panel.tsx'
import './shared/panel.css'
import type { Session } from './shared/session.ts'

/** Shows the panel in a place of a page; returns what takes it away. */
export const mount = (place: Element, session: Session): (() => void) => {
  const root = createRoot(place)
  root.render(
    <StrictMode>
      <Panel session={session} />
    </StrictMode>,
  )
  return () => root.unmount()
}
