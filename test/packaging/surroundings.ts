import ts from 'typescript'

/** What a module takes from its surroundings that browsers do not have. */
export interface NodeUse {
  /** Modules of Node that are imported when the module is. */
  readonly imported: readonly string[]
  /** Those that are imported when something is done. */
  readonly onDemand: readonly string[]
  /** Globals of Node. */
  readonly globals: readonly string[]
}

const nodeGlobals = ['Buffer', 'process', 'global', 'require', '__dirname', '__filename', 'setImmediate']

/** A name that stands for itself, not for a member, a label or what is declared there. */
const isReference = (node: ts.Identifier): boolean => {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  return !ts.isBindingElement(parent) && !ts.isMethodDeclaration(parent) && !ts.isParameter(parent)
}

/** Reads compiled JavaScript; comments do not count. */
export const nodeUseOf = (code: string): NodeUse => {
  const use = { imported: new Set<string>(), onDemand: new Set<string>(), globals: new Set<string>() }
  const note = (into: Set<string>, specifier: ts.Node | undefined): void => {
    if (specifier !== undefined && ts.isStringLiteral(specifier) && specifier.text.startsWith('node:')) {
      into.add(specifier.text)
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) note(use.imported, node.moduleSpecifier)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      note(use.onDemand, node.arguments[0])
    } else if (ts.isIdentifier(node) && nodeGlobals.includes(node.text) && isReference(node)) use.globals.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('module.js', code, ts.ScriptTarget.ES2022, true))
  return { imported: [...use.imported], onDemand: [...use.onDemand], globals: [...use.globals] }
}
