/** What keys do, wherever the focus is outside of text. */
export interface KeyDeeds {
  readonly step: (by: -1 | 1) => void
  readonly live: () => void
  readonly find: () => void
  readonly fit: () => void
  readonly zoom: (factor: number) => void
  readonly zoomToActive: () => void
}

const takesText = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'file')

/** ← → travel, Esc goes live, / filters, + − 0 a zoom. */
export const listenToKeys = (target: EventTarget, deeds: KeyDeeds): void => {
  const doing: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => deeds.step(-1),
    ArrowRight: () => deeds.step(1),
    Escape: deeds.live,
    '/': deeds.find,
    '+': () => deeds.zoom(1.4),
    '-': () => deeds.zoom(1 / 1.4),
    '0': deeds.fit,
    a: deeds.zoomToActive,
  }
  target.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey || event.altKey) return
    const [from] = event.composedPath()
    if (event.defaultPrevented || takesText(from)) return
    if (from instanceof Element && from.closest('dialog') !== null) return
    const deed = doing[event.key]
    if (deed === undefined) return
    event.preventDefault()
    deed()
  })
}
