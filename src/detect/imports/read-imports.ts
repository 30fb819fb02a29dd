import type { SyntaxNode, Tree } from '@lezer/common'
import { childrenOf, lineFinder } from '../readers/python/syntax.ts'

/** One module that a file asks for, absolutely: `from google.cloud import storage` asks for two, the second within the first. */
export interface RawImport {
  /** `google.cloud`. */
  module: string
  /** What it takes from it: `['storage']`; empty for `import google.cloud`. */
  names: readonly string[]
  line: number
  /** Why the program runs without it; null: it does not. */
  optional: string | null
}

/** What a file imports, and its strings that may name modules or the programs behind a URL; documentation left out. */
export interface RawFile {
  imports: RawImport[]
  strings: { text: string; line: number }[]
}

const catchesMissing = /\b(ImportError|ModuleNotFoundError|Exception|BaseException)\b/
const givesUp = /\braise\b|\b(sys\.exit|exit|quit|os\._exit)\s*\(/
const asksSystem = /(sys\.platform|os\.name|platform\.system\(\))/

/** Reads one file. Blocks for type checkers alone are left out; broken source gives what could be read of it. */
export function readImports(text: string, tree: Tree): RawFile {
  const reader = new Reader(text)
  try {
    reader.visit(tree.topNode, null)
  } catch (error) {
    // An expression nested thousands of levels deep is made by a program; what was read up to there has to do.
    if (!(error instanceof RangeError)) throw error
  }
  return reader.found
}

class Reader {
  readonly found: RawFile = { imports: [], strings: [] }
  private readonly text: string
  private readonly lineAt: (offset: number) => number

  constructor(text: string) {
    this.text = text
    this.lineAt = lineFinder(text)
  }

  visit(node: SyntaxNode, optional: string | null): void {
    switch (node.name) {
      case 'ImportStatement':
        this.statement(node, optional)
        return
      case 'IfStatement':
        return this.condition(node, optional)
      case 'TryStatement':
        return this.attempt(node, optional)
      case 'WithStatement':
        return this.all(node, /^with\s+(contextlib\.)?suppress\([^)]*Error/.test(this.source(node)) ? withoutError : optional)
      case 'CallExpression':
        this.call(node, optional)
        break
      case 'String':
      case 'FormatString':
        this.found.strings.push({ text: this.source(node).replace(/^\w*("""|'''|"|')([^]*)\1$/, '$2'), line: this.lineAt(node.from) })
        break
      case 'ExpressionStatement':
        // A string by itself is documentation.
        if (/String/.test(node.firstChild?.name ?? '')) return
        break
    }
    this.all(node, optional)
  }

  private all(node: SyntaxNode, optional: string | null): void {
    for (const child of childrenOf(node)) this.visit(child, optional)
  }

  private source(node: { from: number; to: number }): string {
    return this.text.slice(node.from, node.to)
  }

  private statement(node: SyntaxNode, optional: string | null): void {
    for (const one of modulesIn(this.source(node))) this.found.imports.push({ ...one, line: this.lineAt(node.from), optional })
  }

  /** `importlib.import_module("redis")`. */
  private call(node: SyntaxNode, optional: string | null): void {
    const module = /^(?:importlib\.)?(?:import_module|__import__)\(\s*["']([A-Za-z_][\w.]*)["']\s*[,)]/.exec(this.source(node))?.[1]
    if (module) this.found.imports.push({ module, names: [], line: this.lineAt(node.from), optional })
  }

  /** Each branch has the condition before it; that of an `else` is the opposite of the last one. */
  private condition(node: SyntaxNode, optional: string | null): void {
    let condition = ''
    let otherwise = false
    for (const child of childrenOf(node)) {
      if (child.name === 'if' || child.name === 'elif') condition = ''
      else if (child.name === 'else') otherwise = true
      else if (child.name === 'Body') {
        const forCheckers = !otherwise && /^\(?(\w+\.)?TYPE_CHECKING\)?$/.test(condition)
        if (!forCheckers) this.all(child, isElsewhere(condition, otherwise) ? onOtherSystem : optional)
      } else {
        condition += this.source(child)
        this.visit(child, optional)
      }
    }
  }

  /**
   * What is tried and may be missing is optional, and so is what stands in for it. A handler that gives up makes it needed
   * after all, and so does one that takes other names from the same module.
   */
  private attempt(node: SyntaxNode, optional: string | null): void {
    const [tried, handlers, rest] = partsOf(node, (one) => this.source(one))
    const missing = handlers.filter((one) => one.catches === '' || catchesMissing.test(one.catches))
    const spared = missing.length > 0 && !missing.some((one) => givesUp.test(this.source(one.body)))
    const before = this.found.imports.length
    for (const body of tried) this.all(body, spared ? withoutError : optional)
    const between = this.found.imports.length
    for (const one of handlers) this.all(one.body, spared ? withoutError : optional)
    const [first, second] = [this.found.imports.slice(before, between), this.found.imports.slice(between)]
    const inBoth = (one: RawImport, others: readonly RawImport[]) => others.some((other) => other.module.split('.')[0] === one.module.split('.')[0])
    for (const one of first) if (spared && inBoth(one, second)) one.optional = optional
    for (const body of rest) this.all(body, optional)
  }
}

const withoutError = 'the code does without it'
const onOtherSystem = 'for another system'

/** Whether a branch is for Windows or macOS: an image runs Linux. */
function isElsewhere(condition: string, otherwise: boolean): boolean {
  const other = /["'](win|nt\b|darwin|cygwin|mac|java)/i.test(condition)
  if (!asksSystem.test(condition) || !(other || /["'](linux|posix)/i.test(condition))) return false
  const holdsHere = /!=|\bnot\b/.test(condition) === other
  return holdsHere === otherwise
}

type Handler = { catches: string; body: SyntaxNode }

function partsOf(node: SyntaxNode, source: (node: SyntaxNode) => string): [tried: SyntaxNode[], handlers: Handler[], rest: SyntaxNode[]] {
  const parts: [SyntaxNode[], Handler[], SyntaxNode[]] = [[], [], []]
  let at = 'try'
  let catches = ''
  for (const child of childrenOf(node)) {
    if (child.name === 'Body') {
      if (at === 'try') parts[0].push(child)
      else if (at === 'except') parts[1].push({ catches, body: child })
      else parts[2].push(child)
      catches = ''
    } else if (/^(try|except|else|finally)$/.test(child.name)) at = child.name
    else catches += source(child)
  }
  return parts
}

/** `import a.b as c, d` → `a.b`, `d`; `from a.b import c` → `a.b` with `c`; relative imports are the project's own. */
function modulesIn(statement: string): { module: string; names: string[] }[] {
  const text = statement
    .replace(/#[^\n]*/g, '')
    .replace(/[\\()\n\r;]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const from = /^from ([\w.]+) import (.+)$/.exec(text)
  if (from) return from[1]?.startsWith('.') ? [] : [{ module: from[1] ?? '', names: wordsIn(from[2] ?? '').filter((name) => name !== '*') }]
  return wordsIn(/^import (.+)$/.exec(text)?.[1] ?? '').map((module) => ({ module, names: [] }))
}

function wordsIn(list: string): string[] {
  return list
    .split(',')
    .map((part) => part.trim().split(' ')[0] ?? '')
    .filter((word) => /^[\p{L}_*]/u.test(word))
}
