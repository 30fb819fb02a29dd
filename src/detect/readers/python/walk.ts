import type { SyntaxNode } from '@lezer/common'
import type { Assignment, Call, ClassDefinition, Field, FunctionDefinition, PythonModule } from '../../source.ts'
import { assigned } from './assigned.ts'
import { type Imports, readImport } from './imports.ts'
import { literalOf } from './literal.ts'
import { annotation, argumentsOf, childrenOf, isWritten, lineFinder, parametersWithoutDefault, resolve } from './syntax.ts'

/** Where the walk is: whose body, and whether an `except` leads here. */
interface Position {
  scope: string | null
  owner: FunctionDefinition | null
  klass: ClassDefinition | null
  inExcept: boolean
  /** Below `if __name__ == "__main__"`. */
  whenRun?: boolean
  /** Calls whose `with` this stands below. */
  within: readonly Call[]
}

/** A module while it is being filled. */
export type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] }

/** One pass over a syntax tree that notes down definitions, assignments and calls with their place. */
export class Walk {
  private readonly text: string
  private readonly imported: Imports
  private readonly packageName: string
  private readonly found: Growing<PythonModule>
  private readonly lineAt: (offset: number) => number

  constructor(text: string, imported: Imports, packageName: string, found: Growing<PythonModule>) {
    this.text = text
    this.imported = imported
    this.packageName = packageName
    this.found = found
    this.lineAt = lineFinder(text)
  }

  /** Starts at the module's top level. */
  start(top: SyntaxNode): void {
    this.visit(top, { scope: null, owner: null, klass: null, inExcept: false, within: [] })
  }

  private visit(node: SyntaxNode, at: Position): void {
    switch (node.name) {
      case 'ImportStatement':
        return readImport(this.source(node), this.packageName, this.imported)
      case 'FunctionDefinition':
        return this.functionDefinition(node, at, [])
      case 'ClassDefinition':
        return this.classDefinition(node, at)
      case 'DecoratedStatement':
        return this.decorated(node, at)
      case 'AssignStatement':
      case 'NamedExpression':
        this.assignment(node, at)
        break
      case 'CallExpression':
        this.found.calls.push({ ...this.call(node), scope: at.scope, ...(at.within.length > 0 ? { within: at.within } : {}) })
        break
      case 'MemberExpression':
        this.subscript(node)
        break
      case 'ReturnStatement':
        this.returned(node, at)
        break
      case 'String':
      case 'FormatString':
        this.url(node)
        break
      case 'TryStatement':
        return this.attempt(node, at)
      case 'WithStatement':
        return this.context(node, at)
      case 'IfStatement':
        return this.condition(node, at)
      case 'ExpressionStatement':
        // A string by itself is documentation.
        if (/String/.test(node.firstChild?.name ?? '')) return
        break
    }
    for (const child of childrenOf(node)) this.visit(child, at)
  }

  private source(node: { from: number; to: number }): string {
    return this.text.slice(node.from, node.to)
  }

  private call(node: SyntaxNode): Call {
    const [callee, list] = childrenOf(node)
    return {
      callee: callee ? resolve(this.source(callee), this.imported.names) : '',
      arguments: list ? argumentsOf(list, this.text, this.lineAt) : [],
      line: this.lineAt(node.from),
    }
  }

  private decorated(node: SyntaxNode, at: Position): void {
    const decorators: Call[] = []
    for (const child of childrenOf(node)) {
      if (child.name === 'Decorator') {
        const list = child.getChild('ArgList')
        const name = this.text.slice(child.from + 1, list ? list.from : child.to).trim()
        decorators.push({
          callee: resolve(name, this.imported.names),
          arguments: list ? argumentsOf(list, this.text, this.lineAt) : [],
          line: this.lineAt(child.from),
        })
        if (list) this.visit(list, at)
      } else if (child.name === 'FunctionDefinition') this.functionDefinition(child, at, decorators)
      else this.visit(child, at)
    }
  }

  private functionDefinition(node: SyntaxNode, at: Position, decorators: readonly Call[]): void {
    const name = this.source(node.getChild('VariableName') ?? { from: 0, to: 0 })
    const parameters = node.getChild('ParamList')
    const type = node.getChild('TypeDef')
    const definition: Growing<FunctionDefinition> = {
      name,
      scope: at.scope,
      returns: [],
      returnType: type ? resolve(annotation(this.source(type)), this.imported.names) : null,
      requiredParameters: parameters ? parametersWithoutDefault(parameters) : 0,
      decorators: [...decorators],
      text: this.source(node),
      line: this.lineAt(node.from),
    }
    this.found.functions.push(definition)
    const inside = { scope: at.scope ? `${at.scope}.${name}` : name, owner: definition, klass: null, inExcept: false, within: [] }
    for (const child of childrenOf(node)) if (child.name === 'Body' || child.name === 'ParamList') this.visit(child, inside)
  }

  private classDefinition(node: SyntaxNode, at: Position): void {
    const name = this.source(node.getChild('VariableName') ?? { from: 0, to: 0 })
    const list = node.getChild('ArgList')
    const given = list ? argumentsOf(list, this.text, this.lineAt) : []
    const definition: ClassDefinition = {
      name,
      scope: at.scope,
      bases: given.filter((one) => one.name === null).map((one) => resolve(one.text, this.imported.names)),
      keywords: given
        .filter((one) => one.name !== null)
        .map((one) => `${one.name}=${one.text}`)
        .join(', '),
      fields: [],
      line: this.lineAt(node.from),
    }
    this.found.classes.push(definition)
    const inside = { scope: at.scope ? `${at.scope}.${name}` : name, owner: null, klass: definition, inExcept: false, within: at.within }
    for (const child of childrenOf(node)) if (child.name === 'Body') this.visit(child, inside)
  }

  private assignment(node: SyntaxNode, at: Position): void {
    const type = node.getChild('TypeDef')
    // Names that are given the same thing share one call.
    const calls = new Map<SyntaxNode, Call>()
    for (const { target, value, call: made } of assigned(node)) {
      const name = this.source(target)
      const line = this.lineAt(target.from)
      const text = value ? this.source(value) : ''
      const literal = value ? literalOf(text) : undefined
      const call = made ? (calls.get(made) ?? this.call(made)) : null
      if (made && call) calls.set(made, call)
      if (at.klass) {
        const field: Field = { name, annotation: type ? annotation(this.source(type)) : null, value: value ? text : null, literal, call, line }
        ;(at.klass.fields as Field[]).push(field)
      }
      if (value)
        this.found.assignments.push({ name, call, text, literal, scope: at.scope, ...(at.whenRun ? { whenRun: true } : {}), line } satisfies Assignment)
    }
  }

  private returned(node: SyntaxNode, at: Position): void {
    const value = childrenOf(node)[1]
    if (!at.owner || !value) return
    const text = this.text.slice(value.from, node.to).trim()
    const named = value.name === 'VariableName' || (value.name === 'MemberExpression' && /^[\w.]+$/.test(text))
    const call = value.name === 'CallExpression' ? this.call(value) : null
    const name = named ? resolve(text, this.imported.names) : null
    ;(at.owner.returns as unknown[]).push({ name, call, text, line: this.lineAt(node.from), inExcept: at.inExcept })
  }

  /** Bodies behind `except` are told apart from the rest of the statement. */
  private attempt(node: SyntaxNode, at: Position): void {
    let inExcept = at.inExcept
    for (const child of childrenOf(node)) {
      if (child.name === 'except') inExcept = true
      else if (child.name === 'else' || child.name === 'finally') inExcept = at.inExcept
      this.visit(child, { ...at, inExcept })
    }
  }

  /** What stands below `if __name__ == "__main__"` is not there for whoever imports the module, what is for type checkers for nobody. */
  private condition(node: SyntaxNode, at: Position): void {
    let whenRun = false
    for (const child of childrenOf(node)) {
      if (child.name === 'elif' || child.name === 'else') whenRun = false
      else if (child.name === 'Body') this.visit(child, whenRun ? { ...at, whenRun } : at)
      else {
        whenRun ||= at.scope === null && /^(__name__\s*(==|in)\s*[({]?\s*["']__main__["']|([A-Za-z_]\w*\.)?TYPE_CHECKING$)/.test(this.source(child))
        this.visit(child, at)
      }
    }
  }

  private context(node: SyntaxNode, at: Position): void {
    const children = childrenOf(node)
    const calls = children.filter((child) => child.name === 'CallExpression').map((child) => this.call(child))
    for (const child of children) this.visit(child, child.name === 'Body' ? { ...at, within: [...at.within, ...calls] } : at)
  }

  private subscript(node: SyntaxNode): void {
    const match = /^([\w.]+)\s*\[\s*(["'])([^"'\n]*)\2\s*\]$/.exec(this.source(node))
    if (!match || isWritten(node)) return
    this.found.subscripts.push({ object: resolve(match[1] ?? '', this.imported.names), key: match[3] ?? '', line: this.lineAt(node.from) })
  }

  private url(node: SyntaxNode): void {
    const text = this.source(node)
    if (text.includes('://') || /^["'][a-z]+\+[a-z0-9]+["']$/.test(text)) this.found.urls.push({ text, line: this.lineAt(node.from) })
  }
}
