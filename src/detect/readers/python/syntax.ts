import type { SyntaxNode } from '@lezer/common'
import type { Call } from '../../source.ts'
import { literalOf } from './literal.ts'

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) if (child.name !== 'Comment') children.push(child)
  return children
}

/** Line of an offset, from 1. */
export function lineFinder(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}

/** Puts what was imported in place of the local name at the start: `sa.create_engine` → `sqlalchemy.create_engine`. */
export function resolve(text: string, imports: ReadonlyMap<string, string>): string {
  const head = /^[A-Za-z_]\w*/.exec(text)?.[0]
  const qualified = head === undefined ? undefined : imports.get(head)
  return qualified === undefined || head === undefined ? text : qualified + text.slice(head.length)
}

/** The arguments of a call; `*args` and `**kwargs` carry no value of their own and are left out. */
export function argumentsOf(list: SyntaxNode, text: string, lineAt: (offset: number) => number): Call['arguments'] {
  const parts: SyntaxNode[][] = [[]]
  for (const child of childrenOf(list)) {
    if (child.name === ',') parts.push([])
    else if (child.name !== '(' && child.name !== ')') parts.at(-1)?.push(child)
  }
  return parts.flatMap((part) => {
    const [first, second] = part
    const last = part.at(-1)
    if (!first || !last || first.name === '*' || first.name === '**') return []
    const named = second?.name === 'AssignOp'
    const from = named ? (part[2]?.from ?? last.to) : first.from
    const value = text.slice(from, last.to)
    return [{ name: named ? text.slice(first.from, first.to) : null, text: value, literal: literalOf(value), line: lineAt(first.from) }]
  })
}

/** Counts parameters that a caller has to give; `self` of a method counts too, so a method is never taken for a factory. */
export function parametersWithoutDefault(list: SyntaxNode): number {
  let count = 0
  let current: string[] = []
  const close = () => {
    if (current[0] === 'VariableName' && !current.includes('AssignOp')) count++
    current = []
  }
  for (const child of childrenOf(list)) {
    if (child.name === ',' || child.name === ')') close()
    else if (child.name !== '(') current.push(child.name)
  }
  return count
}

/** `os.environ["X"] = …` and `del os.environ["X"]` read nothing. */
export function isWritten(node: SyntaxNode): boolean {
  const parent = node.parent
  if (parent?.name === 'DeleteStatement') return true
  if (parent?.name !== 'AssignStatement') return false
  const operator = parent.getChild('AssignOp')
  return operator !== null && node.from < operator.from
}

/** The type itself, without its sign and quotes. */
export function annotation(source: string): string {
  return source
    .replace(/^(:|->)\s*/, '')
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim()
}
