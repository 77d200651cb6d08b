import type { Page, Row } from './rows.ts'
import type { TaggedTest } from './taggedTests.ts'

const intro = `# Coverage of the seed pages

What each of the five pages that this library began with promises, where the code keeps it, and which test proves it. A
test names the rows it covers in brackets before its title. This page is generated and checked:
\`UPDATE_COVERAGE=1 npx vitest run --project rx-ucwa test/architecture/coverage.test.ts\` writes it; without the variable the
same test fails where a row has no code or no test, where a title names no row, or where this page is not up to date.
Errors that are not told apart by the pages stand in [errors.md](errors.md), each with what to do.
`

const inCode = (text: string): string => `\`${text}\``

const cell = (texts: readonly string[]): string => texts.join('<br>').replaceAll('|', '\\|')

const line = ({ id, what, code }: Row, tests: readonly TaggedTest[]): string => {
  const covering = tests.filter(({ ids }) => ids.includes(id))
  return `| ${[
    inCode(id),
    what,
    cell(code.map(inCode)),
    cell(covering.map(({ file, title }) => `${inCode(file)}: ${inCode(title)}`)),
  ].join(' | ')} |`
}

/** The page for people: a table for each seed page. */
export const printPages = (pages: readonly Page[], tests: readonly TaggedTest[]): string =>
  [
    intro,
    ...pages.map(
      ({ name, about, rows }) =>
        `## ${name}\n\nThat is, ${about}.\n\n| row | what | code | tests |\n|:--|:--|:--|:--|\n${rows
          .map((row) => line(row, tests))
          .join('\n')}\n`,
    ),
  ].join('\n')
