import type { Machine } from '../binaries/facts.ts'

/** Words of a marker's language (PyPA, "Dependency specifiers"). */
const token = /\s*(\(|\)|and\b|or\b|not\s+in\b|in\b|[<>=!~]=?=?|"[^"]*"|'[^']*'|[\w.]+)/gy
const machines: Readonly<Record<Machine, string>> = { amd64: 'x86_64', arm64: 'aarch64' }

/** Null: only the install will tell. */
type Truth = boolean | null

/**
 * Whether an entry of a lock file or manifest is left out on Linux by the marker in it: `{ name = "x", marker = "…" }`, `x>=1; …`. What is
 * not known here, such as an extra, leaves nothing out.
 * @param python version that is installed for, `3.13`.
 */
export function excludes(entry: string, machine: Machine, python: string): boolean {
  const marker = /\bmarkers? = "((?:[^"\\]|\\.)*)"/.exec(entry)?.[1] ?? /;(.*)$/.exec(entry.trim().replace(/^(["'])(.*)\1[\s,\]]*$/, '$2'))?.[1]
  if (marker === undefined || marker.trim() === '') return false
  const words = [...marker.replace(/\\(["'\\])/g, '$1').matchAll(token)].map(([, word = '']) => word)
  return either({ words, at: 0, known: environment(machine, python) }) === false
}

function environment(machine: Machine, python: string): Readonly<Record<string, string>> {
  return {
    sys_platform: 'linux',
    platform_system: 'Linux',
    os_name: 'posix',
    platform_machine: machines[machine],
    implementation_name: 'cpython',
    platform_python_implementation: 'CPython',
    python_version: python,
    python_full_version: python,
  }
}

interface State {
  words: readonly string[]
  at: number
  known: Readonly<Record<string, string>>
}

function either(state: State): Truth {
  let truth = both(state)
  while (state.words[state.at] === 'or') {
    state.at++
    const next = both(state)
    truth = truth === true || next === true ? true : truth === null || next === null ? null : false
  }
  return truth
}

function both(state: State): Truth {
  let truth = one(state)
  while (state.words[state.at] === 'and') {
    state.at++
    const next = one(state)
    truth = truth === false || next === false ? false : truth === null || next === null ? null : true
  }
  return truth
}

function one(state: State): Truth {
  if (state.words[state.at] === '(') {
    state.at++
    const truth = either(state)
    state.at++
    return truth
  }
  const [left = '', operator = '', right = ''] = state.words.slice(state.at, state.at + 3)
  state.at += 3
  const [value, other] = [valueOf(left, state), valueOf(right, state)]
  if (value === null || other === null) return null
  const name = /^\w/.test(left) ? left : right
  if (name.startsWith('python_')) return /^\w/.test(left) ? compared(value, operator, other, name === 'python_version') : null
  if (operator === '==') return value === other
  if (operator === '!=') return value !== other
  if (operator === 'in') return other.includes(value)
  return operator.startsWith('not') ? !other.includes(value) : null
}

function valueOf(word: string, { known }: State): string | null {
  return /^["']/.test(word) ? word.slice(1, -1) : (known[word] ?? null)
}

/** @param whole the version that is installed has no third part, as `python_version` has none: nothing is open where two are the same. */
function compared(have: string, operator: string, asked: string, whole: boolean): Truth {
  const [mine, theirs] = [have, asked].map((one) => one.split('.').map(Number))
  const difference = (mine?.[0] ?? 0) - (theirs?.[0] ?? 0) || (mine?.[1] ?? 0) - (theirs?.[1] ?? 0)
  if (difference === 0 && !whole) {
    // Which 3.13 it is nobody knows, but that it is not before the first of them.
    const first = (theirs?.[2] ?? 0) === 0
    return first && operator === '>=' ? true : first && operator === '<' ? false : asked.endsWith('*') ? operator === '==' : null
  }
  const answers: Readonly<Record<string, boolean>> = {
    '>=': difference >= 0,
    '<=': difference <= 0,
    '>': difference > 0,
    '<': difference < 0,
    '==': difference === 0,
    '!=': difference !== 0,
  }
  return answers[operator] ?? null
}
