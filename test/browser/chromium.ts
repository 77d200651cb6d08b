import { existsSync } from 'node:fs'

const wellKnown = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Path of a Chromium: the one that `CHROMIUM` names, or one in a usual place. */
export const findChromium = (): string | undefined =>
  [process.env.CHROMIUM ?? '', ...wellKnown].find((path) => path !== '' && existsSync(path))

export const notRun = 'browser tests not run: no Chromium found, install one or set CHROMIUM'
