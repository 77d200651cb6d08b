import { PassThrough } from 'node:stream'
import { toArray, lastValueFrom } from 'rxjs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createDialogue } from '../../src/cli/terminal/dialogue.ts'

const dialogueOn = (isTTY: boolean) => {
  const input = new PassThrough()
  const output = Object.assign(new PassThrough(), { isTTY, hasColors: () => false })
  const dialogue = createDialogue(input, output)
  onTestFinished(dialogue.close)
  return { input, dialogue, shown: () => String(output.read() ?? '') }
}

describe('a dialogue', () => {
  it('keeps lines for whoever comes late', async () => {
    const { input, dialogue } = dialogueOn(false)
    input.end('one\ntwo\n')
    await lastValueFrom(dialogue.lines$)
    expect(await lastValueFrom(dialogue.lines$.pipe(toArray()))).toEqual(['one', 'two'])
  })

  it('ends its lines at Ctrl-D', async () => {
    const { input, dialogue } = dialogueOn(true)
    input.write('one\r\u0004')
    expect(await lastValueFrom(dialogue.lines$.pipe(toArray()))).toEqual(['one'])
  })

  it('is interrupted by Ctrl-C', async () => {
    const { input, dialogue } = dialogueOn(true)
    input.write('\u0003')
    await dialogue.interrupted
  })

  it('prints above what is being typed', async () => {
    const { input, dialogue, shown } = dialogueOn(true)
    const typing = new Promise<void>((resolve) => dialogue.typing$.subscribe(resolve))
    input.write('hal')
    await typing
    shown()
    dialogue.print('news')
    expect(shown()).toMatch(/^\u001b\[1G\u001b\[0Jnews\n.*› hal/s)
  })

  it('prints plain lines where there is no terminal', () => {
    const { dialogue, shown } = dialogueOn(false)
    dialogue.print('news')
    expect(shown()).toBe('news\n')
  })

  it('prints plain lines after its end', () => {
    const { dialogue, shown } = dialogueOn(true)
    dialogue.close()
    shown()
    dialogue.print('news')
    expect(shown()).not.toContain('›')
  })
})
