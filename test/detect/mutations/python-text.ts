import { parser } from '@lezer/python'
import type { SyntaxNode } from '@lezer/common'

/** A stretch of text to be replaced. */
export interface Edit {
  from: number
  to: number
  text: string
}

/** The text with all edits made; none may overlap another. */
export function edited(text: string, edits: readonly Edit[]): string {
  let result = text
  for (const { from, to, text: put } of [...edits].sort((a, b) => b.from - a.from)) result = result.slice(0, from) + put + result.slice(to)
  return result
}

/** Every node of a Python text in the order of the source, outer ones first. */
export function nodesOf(text: string): SyntaxNode[] {
  const nodes: SyntaxNode[] = []
  parser.parse(text).iterate({
    enter: (node) => {
      nodes.push(node.node)
    },
  })
  return nodes
}

/** One import statement, taken apart. */
export interface Imported {
  from: number
  to: number
  /** `from … import`: the module with its leading dots; null for `import …`. */
  module: string | null
  items: readonly { name: string; alias: string | null }[]
}

export function importsOf(text: string): Imported[] {
  return nodesOf(text)
    .filter((node) => node.name === 'ImportStatement')
    .map(({ from, to }) => {
      const plain = text
        .slice(from, to)
        .replace(/#[^\n]*/g, '')
        .replace(/[\\()\r\n;]/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
      const [, module, list] = /^from ([.\s\w]+?) import (.+)$/.exec(plain) ?? []
      const names = (list ?? plain.replace(/^import /, '')).split(',').map((one) => one.trim().split(' as '))
      const items = names.filter(([name]) => name).map(([name = '', alias]) => ({ name: name.trim(), alias: alias?.trim() ?? null }))
      // A statement that shares its line ends before the semicolon.
      const end = from + text.slice(from, to).replace(/[;\s]+$/, '').length
      return { from, to: end, module: module?.replaceAll(' ', '') ?? null, items }
    })
}

/** Spaces in front of an offset's line. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? ''
}

/** Whether a node that names a variable stands for an argument's name: `run(app=…)`. */
function isKeyword(node: SyntaxNode): boolean {
  return node.parent?.name === 'ArgList' && node.nextSibling?.name === 'AssignOp'
}

function isAttribute(node: SyntaxNode): boolean {
  return node.prevSibling?.name === '.'
}

/** Where a module's own variable is named; parts of functions that have one of the same name are left out, import statements too. */
export function mentions(text: string, name: string): SyntaxNode[] {
  const all = nodesOf(text)
  const named = all.filter((node) => node.name === 'VariableName' && text.slice(node.from, node.to) === name)
  const hiding = all.filter((node) => node.name === 'FunctionDefinition' && hides(text, node, named))
  return named.filter((node) => {
    if (isKeyword(node) || isAttribute(node) || within(node, 'ImportStatement')) return false
    return !hiding.some((made) => {
      const own = made.getChild('VariableName')
      return node.from >= (own?.to ?? made.from) && node.to <= made.to
    })
  })
}

/** A function with a parameter or a local variable of that name. */
function hides(text: string, made: SyntaxNode, named: readonly SyntaxNode[]): boolean {
  const inside = named.filter((node) => node.from >= made.from && node.to <= made.to)
  if (inside.some((node) => node.parent?.name === 'ScopeStatement')) return false
  return inside.some((node) => {
    if (node.parent?.name === 'ParamList') return node.prevSibling?.name !== 'AssignOp'
    if (within(node, 'ImportStatement')) return true
    const operator = node.parent?.name === 'AssignStatement' ? node.parent.getChild('AssignOp') : null
    return operator !== null && node.from < operator.from
  })
}

export function within(node: SyntaxNode, name: string): boolean {
  for (let above = node.parent; above; above = above.parent) if (above.name === name) return true
  return false
}
