import type { SyntaxNode } from '@lezer/common'
import { childrenOf } from './syntax.ts'

/** One name of an assignment with what it is given; null: only its type is declared. */
export interface Assigned {
  target: SyntaxNode
  value: { from: number; to: number } | null
  /** The call whose result it is, if it is one. */
  call: SyntaxNode | null
}

/** `a = b = f()` gives both names the same, `a, b = f(), 1` each its own; `(a := f())` is one as well. */
export function assigned(statement: SyntaxNode): Assigned[] {
  const parts = childrenOf(statement)
  const operator = parts.findLastIndex((part) => part.name === 'AssignOp')
  const targets = parts.slice(0, operator < 0 ? parts.length : operator).filter(isTarget)
  const after = operator < 0 ? [] : parts.slice(operator + 1)
  const values = after.filter((part) => part.name !== ',')
  const [first, last] = [after[0], after.at(-1)]
  if (!first || !last) return targets.map((target) => ({ target, value: null, call: null }))
  const oneEach = values.length > 1 && values.length === targets.length && parts.filter((part) => part.name === 'AssignOp').length === 1
  if (oneEach) return targets.map((target, index) => ({ target, value: values[index] ?? null, call: callOf(values[index]) }))
  const call = after.length === 1 ? callOf(first) : null
  return targets.map((target) => ({ target, value: { from: first.from, to: last.to }, call }))
}

function isTarget(part: SyntaxNode): boolean {
  return part.name === 'VariableName' || part.name === 'MemberExpression'
}

/** A call, also between brackets, or as what a condition decides on. */
function callOf(value: SyntaxNode | undefined): SyntaxNode | null {
  if (value?.name === 'CallExpression') return value
  if (value?.name === 'ParenthesizedExpression') return callOf(childrenOf(value).find((part) => part.name !== '('))
  if (value?.name !== 'ConditionalExpression') return null
  const [first, , , , last] = childrenOf(value)
  return callOf(first) ?? callOf(last)
}
