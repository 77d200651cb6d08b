/** A test that says which rows it covers. */
export interface TaggedTest {
  readonly file: string
  readonly title: string
  readonly ids: readonly string[]
}

/** A title that begins with ids in brackets, in the quotes of a call or of a table of cases. */
const tagged = /(['"`])((?:\[[A-Za-z]\w*(?:\.\w+)+\] )+[^'"`\n]+)\1/g

const idsIn = (title: string): readonly string[] => [...title.matchAll(/\[([\w.]+)\]/g)].map(([, id]) => id ?? '')

/** The tagged tests of one file, in the order of its text. */
export const taggedTests = (file: string, text: string): readonly TaggedTest[] =>
  [...text.matchAll(tagged)].map(([, , title = '']) => ({ file, title, ids: idsIn(title) }))
