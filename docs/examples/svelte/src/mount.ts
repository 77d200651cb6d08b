import { mount as show, unmount } from 'svelte'
import Panel from './Panel.svelte'
import './shared/panel.css'
import type { Session } from './shared/session.ts'

/** Shows the panel in a place of a page; returns what takes it away. */
export const mount = (place: Element, session: Session): (() => void) => {
  const panel = show(Panel, { target: place, props: { session } })
  return () => void unmount(panel)
}
