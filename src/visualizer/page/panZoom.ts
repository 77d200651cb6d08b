interface View {
  x: number
  y: number
  width: number
  height: number
}

/** A picture that is moved and enlarged by its viewBox. */
export interface PanZoom {
  /** How large the picture is when all of it is seen; 1 is as it was drawn. */
  readonly scaleOfWhole: () => number
  readonly fit: () => void
  readonly zoom: (factor: number) => void
  /** Shows some elements large, with what is around them. */
  readonly zoomTo: (elements: readonly SVGGraphicsElement[]) => void
}

const nearest = 0.2

/** Lets a picture be dragged, and zoomed by the wheel; `moved` is called when that was done. */
export const panZoom = (svg: SVGSVGElement, moved: () => void): PanZoom => {
  const { x, y, width, height } = svg.viewBox.baseVal
  const whole: View = { x, y, width, height }
  let view = { ...whole }
  const apply = (next: View): void => {
    view = next
    svg.setAttribute('viewBox', `${next.x} ${next.y} ${next.width} ${next.height}`)
  }
  const scale = (): number => {
    const box = svg.getBoundingClientRect()
    return Math.max(view.width / Math.max(1, box.width), view.height / Math.max(1, box.height))
  }
  const zoomAt = (factor: number, centreX: number, centreY: number): void => {
    const next = Math.min(whole.width * 2, Math.max(whole.width / 40, view.width / factor))
    const by = next / view.width
    apply({
      x: centreX - (centreX - view.x) * by,
      y: centreY - (centreY - view.y) * by,
      width: next,
      height: view.height * by,
    })
  }
  svg.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      moved()
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()?.inverse())
      zoomAt(Math.exp(-event.deltaY / 400), point.x, point.y)
    },
    { passive: false },
  )
  svg.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    const [startX, startY, from, per] = [event.clientX, event.clientY, { ...view }, scale()]
    const move = (now: PointerEvent): void => {
      if (Math.hypot(now.clientX - startX, now.clientY - startY) < 4 && !svg.hasPointerCapture(event.pointerId)) return
      svg.setPointerCapture(event.pointerId)
      moved()
      apply({ ...from, x: from.x - (now.clientX - startX) * per, y: from.y - (now.clientY - startY) * per })
    }
    const end = (): void => {
      svg.removeEventListener('pointermove', move)
      svg.removeEventListener('pointerup', end)
      svg.removeEventListener('pointercancel', end)
    }
    svg.addEventListener('pointermove', move)
    svg.addEventListener('pointerup', end)
    svg.addEventListener('pointercancel', end)
  })
  const room = (): DOMRect => svg.getBoundingClientRect()
  return {
    scaleOfWhole: () => Math.min(room().width / whole.width, room().height / whole.height),
    fit: () => apply({ ...whole }),
    zoom: (factor) => zoomAt(factor, view.x + view.width / 2, view.y + view.height / 2),
    zoomTo: (elements) => {
      const boxes = elements.map((element) => element.getBBox())
      if (boxes.length === 0) return
      const left = Math.min(...boxes.map((box) => box.x))
      const top = Math.min(...boxes.map((box) => box.y))
      const right = Math.max(...boxes.map((box) => box.x + box.width))
      const bottom = Math.max(...boxes.map((box) => box.y + box.height))
      const { width: wide, height: high } = room()
      const around = Math.max(60, (right - left) * nearest, (bottom - top) * nearest)
      // Never larger than it was drawn, nor more than there is.
      const shownWidth = Math.min(whole.width, Math.max(right - left + 2 * around, wide))
      const shownHeight = Math.min(whole.height, Math.max(bottom - top + 2 * around, high))
      apply({
        x: (left + right - shownWidth) / 2,
        y: (top + bottom - shownHeight) / 2,
        width: shownWidth,
        height: shownHeight,
      })
    },
  }
}
