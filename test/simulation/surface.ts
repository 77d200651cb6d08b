import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'

const parse = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true)

/** What the public entry shows of the client's layer: names, by the file they stand in. */
const shown = (): ReadonlyMap<string, readonly string[]> => {
  const files = new Map<string, readonly string[]>()
  for (const statement of parse('src/index.ts').statements) {
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) continue
    const { moduleSpecifier, exportClause } = statement
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier) || !ts.isNamedExports(exportClause))
      continue
    if (!moduleSpecifier.text.startsWith('./client/')) continue
    const path = moduleSpecifier.text.replace('./', 'src/')
    files.set(path, [...(files.get(path) ?? []), ...exportClause.elements.map(({ name }) => name.text)])
  }
  return files
}

/** A command: what a handle merely shows is looked at member by member (`acts/look.ts`), whatever it is called. */
const isCommand = (member: ts.ClassElement): boolean =>
  ts.isMethodDeclaration(member) &&
  ts.isIdentifier(member.name) &&
  (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) === 0

/** Options are what a command takes. */
const isOptions = (node: ts.Node): node is ts.InterfaceDeclaration =>
  ts.isInterfaceDeclaration(node) && node.name.text.endsWith('Options')

/** What users can do with the library, and say to it, as `Class.command` or `Options.member`. */
export const publicSurface = (): readonly string[] => {
  const found: string[] = []
  for (const [path, names] of shown()) {
    for (const statement of parse(path).statements) {
      const isShown =
        (ts.isClassDeclaration(statement) || isOptions(statement)) && names.includes(statement.name?.text ?? '')
      if (!isShown) continue
      const members = ts.isClassDeclaration(statement) ? statement.members.filter(isCommand) : statement.members
      for (const { name } of members) found.push(`${statement.name?.text ?? ''}.${name?.getText() ?? ''}`)
    }
  }
  return found
}

/** What is no part of a session. */
const notByUsers = /\.test\.ts$|^surface\.ts$|^plants\b|^invariants\b/

/** Every name by which the simulation reaches for something: what it reads, calls, takes apart, passes or spells. */
export const namesUsed = (folder: string): ReadonlySet<string> => {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) names.add(node.name.text)
    else if (ts.isBindingElement(node)) names.add((node.propertyName ?? node.name).getText())
    else if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) names.add(node.name.getText())
    else if (ts.isStringLiteral(node)) names.add(node.text)
    ts.forEachChild(node, visit)
  }
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (entry.endsWith('.ts') && !notByUsers.test(entry)) visit(parse(`${folder}/${entry}`))
  }
  return names
}
