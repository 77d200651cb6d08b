import { buildPage } from './builtPage.ts'

/** Once for all files: they run side by side, and a page that is being built is not there. */
export const setup = async (): Promise<void> => {
  await buildPage()
}
