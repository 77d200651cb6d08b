/** One line of a sequence diagram. */
export type Step =
  | {
      readonly kind: 'request' | 'answer'
      readonly from: string
      readonly to: string
      readonly text: string
      /** Small lines below: what an answer holds. */
      readonly details: readonly string[]
    }
  /** What somebody does, or what happens to her. */
  | { readonly kind: 'note'; readonly at: string; readonly text: string }
  /** Time passes, or a line is drawn under what went before. */
  | { readonly kind: 'pause'; readonly text: string }

export interface Sequence {
  readonly title: string
  readonly lanes: readonly string[]
  readonly steps: readonly Step[]
}

const margin = 90
const laneGap = 440
const row = 36
const line = 17

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const heightOf = (step: Step): number =>
  step.kind === 'pause' || step.kind === 'note' ? row : row + step.details.length * line

const style = `
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.lane { font-weight: 600 }
.detail { font: 12px ui-monospace, monospace; fill: #57606a }
.act { font-style: italic }
line, path { stroke: #57606a; fill: none }
.life { stroke: #d0d7de }
.answer { stroke-dasharray: 5 4 }
.head { fill: #57606a; stroke: none }
rect { fill: #fff; stroke: #d0d7de }
.band { fill: #eef2f6; stroke: none }
svg { background: #fff }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .detail { fill: #9198a1 }
  line, path { stroke: #9198a1 }
  .life { stroke: #3d444d }
  .head { fill: #9198a1 }
  rect { fill: #0d1117; stroke: #3d444d }
  .band { fill: #1c2128 }
  svg { background: #0d1117 }
}`

/** A sequence diagram as SVG, with light and dark colours of its own. */
export const sequenceSvg = ({ title, lanes, steps }: Sequence): string => {
  const x = (lane: string): number => margin + lanes.indexOf(lane) * laneGap
  const width = margin * 2 + (lanes.length - 1) * laneGap
  const height = steps.reduce((sum, step) => sum + heightOf(step), 56) + 16
  const parts: string[] = []
  for (const lane of lanes) {
    parts.push(`<line class="life" x1="${x(lane)}" y1="36" x2="${x(lane)}" y2="${height - 10}"/>`)
    parts.push(`<rect x="${x(lane) - 70}" y="8" width="140" height="28" rx="5"/>`)
    parts.push(`<text class="lane" x="${x(lane)}" y="27" text-anchor="middle">${escaped(lane)}</text>`)
  }
  let y = 56
  for (const step of steps) {
    if (step.kind === 'pause') {
      parts.push(`<rect class="band" x="10" y="${y + 4}" width="${width - 20}" height="24" rx="4"/>`)
      parts.push(`<text class="act" x="${width / 2}" y="${y + 21}" text-anchor="middle">${escaped(step.text)}</text>`)
    } else if (step.kind === 'note') {
      const anchor = x(step.at) === margin ? 'start' : x(step.at) === width - margin ? 'end' : 'middle'
      const at = anchor === 'start' ? 14 : anchor === 'end' ? width - 14 : x(step.at)
      parts.push(
        `<rect class="band" x="${anchor === 'start' ? 8 : anchor === 'end' ? width - 8 - step.text.length * 7.2 - 12 : x(step.at) - step.text.length * 3.6 - 6}" y="${y + 4}" width="${step.text.length * 7.2 + 12}" height="24" rx="4"/>`,
      )
      parts.push(`<text class="act" x="${at}" y="${y + 21}" text-anchor="${anchor}">${escaped(step.text)}</text>`)
    } else {
      const [from, to] = [x(step.from), x(step.to)]
      const tip = from < to ? -8 : 8
      const middle = (from + to) / 2
      parts.push(`<text x="${middle}" y="${y + 15}" text-anchor="middle">${escaped(step.text)}</text>`)
      parts.push(`<line class="${step.kind}" x1="${from}" y1="${y + 22}" x2="${to}" y2="${y + 22}"/>`)
      parts.push(`<path class="head" d="M${to} ${y + 22}l${tip} -4v8z"/>`)
      step.details.forEach((detail, at) =>
        parts.push(
          `<text class="detail" x="${middle}" y="${y + 38 + at * line}" text-anchor="middle">${escaped(detail)}</text>`,
        ),
      )
    }
    y += heightOf(step)
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>${style}
</style>
${parts.join('\n')}
</svg>
`
}
