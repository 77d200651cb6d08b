import type { Reporter, TestModule } from 'vitest/node'
import { findChromium, notRun } from '../browser/chromium.ts'

/** Ends a run with one plain line that any reader of logs understands. */
export default class SummaryLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0 }
    for (const module of modules) {
      if (module.state() === 'failed' && module.children.size === 0) count.failed++
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed' || state === 'failed') count[state]++
      }
    }
    console.log(`\n${count.passed} passed, ${count.failed} failed`)
    if (findChromium() === undefined) console.log(notRun)
  }
}
