import * as machines from '../../machines/index.ts'
import { chartOf, layoutOf, svgOf } from '../../src/visualizer/index.ts'
import { widthOf } from '../../src/visualizer/layout/characterWidths.ts'

/** The picture of each machine, by the machine's id: what docs/machines has, but drawn here. */
export const draw = async (): Promise<Readonly<Record<string, string>>> => {
  const pictures: Record<string, string> = {}
  for (const machine of Object.values(machines)) {
    pictures[machine.id] = `${svgOf(await layoutOf(chartOf(machine)))}\n`
  }
  return pictures
}

/** Characters that a browser, with the fonts that pictures ask for, draws wider than the layout thinks. */
export const wider = (): readonly string[] => {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null) return ['no canvas']
  const characters = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at))
  return [false, true].flatMap((isBold) => {
    context.font = `${isBold ? 'bold ' : ''}100px Helvetica, Arial, 'Liberation Sans', Arimo, sans-serif`
    return characters.filter(
      (character) => context.measureText(character).width > widthOf(character, 100, isBold) + 0.5,
    )
  })
}
