import type { SyntaxNode, Tree } from '@lezer/common'
import type { PythonModule } from '../../source.ts'
import { type Imports, readImport } from './imports.ts'
import { brokenFrom } from './broken.ts'
import { lineFinder } from './syntax.ts'
import { type Growing, Walk } from './walk.ts'

export interface ModuleName {
  file: string
  /** `shop.main`; for `shop/__init__.py` it is `shop`. */
  name: string
  /** `__init__.py`, so that relative imports start from the module itself. */
  isPackage: boolean
}

/** Turns the syntax tree of one file into what stacks and detection look at. Broken source gives what could be read of it. */
export function readModule(module: ModuleName, text: string, tree: Tree): PythonModule {
  const imports: Imports = { names: new Map(), stars: [] }
  const packageName = module.isPackage ? module.name : module.name.split('.').slice(0, -1).join('.')
  topImports(tree.topNode, text, packageName, imports)
  const found: Growing<PythonModule> = {
    file: module.file,
    name: module.name,
    imports: imports.names,
    starImports: imports.stars,
    assignments: [],
    functions: [],
    classes: [],
    calls: [],
    subscripts: [],
    urls: [],
  }
  try {
    new Walk(text, imports, packageName, found).start(tree.topNode)
  } catch (error) {
    // An expression nested thousands of levels deep is made by a program; what was read up to there has to do.
    if (!(error instanceof RangeError)) throw error
  }
  const brokenAt = brokenFrom(text, tree)
  return brokenAt === null ? found : { ...found, brokenAt: lineFinder(text)(brokenAt) }
}

/** Imports of the top level come first, since functions above may use them; those inside of functions are met on the way. */
function topImports(node: SyntaxNode, text: string, packageName: string, imports: Imports): void {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'ImportStatement') readImport(text.slice(child.from, child.to), packageName, imports)
    else if (/^(IfStatement|TryStatement|WithStatement|Body|StatementGroup)$/.test(child.name)) topImports(child, text, packageName, imports)
  }
}
