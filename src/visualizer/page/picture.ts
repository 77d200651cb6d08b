import { svgOf } from '../drawing/svg.ts'
import type { Layout } from '../layout/layout.ts'

const theme = (host: Element): 'light' | 'dark' | 'auto' => {
  const chosen = host.getAttribute('data-theme')
  return chosen === 'light' || chosen === 'dark' ? chosen : 'auto'
}

/** The picture of a chart as a file that stands alone. */
export const pictureFile = (layout: Layout, host: Element): string => svgOf(layout, { theme: theme(host) })

/** The picture as it stands in the page, where its style comes from a sheet: the policy forbids it inside. */
export const pictureIn = (layout: Layout): SVGSVGElement | undefined => {
  const parsed = new DOMParser().parseFromString(svgOf(layout).replace(/<style>[^<]*<\/style>/, ''), 'image/svg+xml')
  const { documentElement } = parsed
  if (documentElement.localName !== 'svg') return undefined
  const svg = document.importNode(documentElement, true)
  if (!(svg instanceof SVGSVGElement)) return undefined
  for (const size of ['width', 'height']) svg.removeAttribute(size)
  return svg
}

/** The picture as PNG, twice as large. */
export const pngOf = async (svg: string, width: number, height: number): Promise<Blob> => {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.min(16_000, width * 2)
    canvas.height = Math.min(16_000, height * 2)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob === null) reject(new Error('the browser makes no PNG of it'))
        else resolve(blob)
      }, 'image/png')
    })
  } finally {
    URL.revokeObjectURL(address)
  }
}
