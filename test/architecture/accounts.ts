/** How the code of a page is known to work, where the page does not tell what it prints. */
export type Account =
  /** The file of tests that runs it as it stands. */
  | { readonly says: string; readonly runBy: string }
  /** Why nothing runs it. */
  | { readonly says: string; readonly notRun: string }

const readme = 'test/architecture/readme.test.ts'
const recipes = 'test/architecture/recipes.test.ts'
const inChromium = 'test/browser/documented.test.ts'
const sanitised = 'test/browser/sanitised.test.ts'

/** By page; `says` stands in one of its blocks and in no other. Blocks of a program marked `run` need none. */
export const accounts: Readonly<Record<string, readonly Account[]>> = {
  'README.md': [
    { says: 'await client.signOut()', runBy: readme },
    { says: 'You said', runBy: readme },
    { says: 'joinOnlineMeeting', runBy: readme },
    { says: 'client.people.search', runBy: readme },
    { says: 'conversationLogs', runBy: readme },
    { says: 'http: xframe()', runBy: inChromium },
    { says: 'HttpsProxyAgent', runBy: recipes },
    { says: 'createServer()', runBy: readme },
    { says: 'createVisualizer(', runBy: readme },
  ],
  'docs/llms.txt': [
    { says: 'client.invitations$', runBy: readme },
    { says: 'staysSilent', runBy: recipes },
  ],
  'docs/SECURITY.md': [{ says: 'purifier.sanitize', runBy: sanitised }],
  'docs/interoperation.md': [
    { says: 'const follow', runBy: recipes },
    { says: 'const toStream', runBy: recipes },
    { says: 'const statuses', runBy: recipes },
    { says: 'const asActor', runBy: recipes },
    { says: 'const useStatus', runBy: inChromium },
    { says: 'const sessionOf', runBy: recipes },
    { says: 'const toNative', runBy: inChromium },
    { says: 'hostClient(', runBy: inChromium },
    { says: 'mirrorClient(', runBy: inChromium },
    { says: 'openTab(', runBy: inChromium },
  ],
  'docs/visualizer.md': [
    { says: "visualizer.watch(other, 'Lene')", runBy: recipes },
    { says: 'defineVisualizer()', runBy: inChromium },
    { says: 'replayRecording(', runBy: recipes },
  ],
  'docs/guide/frameworks.md': [
    { says: 'export const messagesOf', runBy: recipes },
    { says: 'useSyncExternalStore(live.onChange', runBy: inChromium },
    { says: 'onScopeDispose(', runBy: inChromium },
    { says: '$props()', runBy: inChromium },
    { says: '@jsxImportSource solid-js', runBy: inChromium },
    { says: 'inject(DestroyRef)', runBy: inChromium },
    { says: 'class UcwaStatus', runBy: inChromium },
    { says: 'export const untilAvailable', runBy: recipes },
  ],
  'docs/guide/migration.md': [{ says: 'export const sayHello', runBy: inChromium }],
  'docs/guide/production.md': [
    { says: 'lyncweb.contoso.com', runBy: recipes },
    { says: 'New-CsWebOrigin', notRun: 'asks for the management shell of a Skype for Business Server' },
    { says: 'new Agent(', runBy: recipes },
  ],
}
