/** @jsxImportSource solid-js */
import { render } from 'solid-js/web'
import { Panel } from './Panel.tsx'
import './shared/panel.css'
import type { Session } from './shared/session.ts'

/** Shows the panel in a place of a page; returns what takes it away. */
export const mount = (place: Element, session: Session): (() => void) =>
  render(() => <Panel session={session} />, place)
