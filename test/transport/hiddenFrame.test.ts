import { expect, test } from 'vitest'
import { openHiddenFrame } from '../../src/transport/hiddenFrame.ts'
import { framedPage } from './framedPage.ts'

const open = () => {
  const page = framedPage()
  const heard: unknown[] = []
  const frame = openHiddenFrame('https://pool.contoso.com/xframe', {
    loaded: () => heard.push('loaded'),
    said: (data) => heard.push(data),
  })
  const [element] = page.frames
  if (element === undefined) throw new Error('there is no frame')
  return { ...page, frame, element, heard }
}

test('tells what loads, and what its page says', () => {
  const { element, heard, say } = open()
  element.load()
  say(element, 'Hello')
  expect(heard).toEqual(['loaded', 'Hello'])
})

test('posts nothing into a frame that somebody has taken out of the document', () => {
  const { element, frame } = open()
  element.remove()
  frame.post('{}')
  expect([element.posted, frame.isThere()]).toEqual([[], false])
})

test('hears nothing more of a frame that it has taken out', () => {
  const { element, frame, listeners } = open()
  frame.remove()
  expect([element.isConnected, element.listeners, listeners()]).toEqual([false, 0, 0])
})
