import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** What assistive technology stumbles over in a page, or in a part of it, as axe-core finds it: a line each. */
export const violations = async (page: Page, part = 'html'): Promise<readonly string[]> => {
  await page.evaluate(axe)
  const found = await page.evaluate<{ readonly violations: readonly Violation[] }>(`axe.run(${JSON.stringify(part)})`)
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`),
  )
}
