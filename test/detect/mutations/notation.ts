import { changedAssignment } from './import-styles.ts'
import { edited, nodesOf } from './python-text.ts'
import { isLock, type Mutation, type Sample } from './sample.ts'

function everyPython(name: string, change: (text: string) => string): Mutation {
  return everyFile(name, (text, path) => (path.endsWith('.py') ? change(text) : text))
}

function everyFile(name: string, change: (text: string, path: string) => string): Mutation {
  return {
    name: `notation: ${name}`,
    apply: (sample: Sample) => ({
      ...sample,
      files: Object.fromEntries(Object.entries(sample.files).map(([path, text]) => [path, isLock(path) || text === '' ? text : change(text, path)])),
    }),
  }
}

function assignment(name: string, change: (value: string, name: string) => string | null): Mutation {
  return { name: `notation: ${name}`, apply: (sample) => changedAssignment(sample, change) }
}

/** Strings keep their own line ends and spaces. */
function outsideStrings(text: string, change: (part: string) => string): string {
  const strings = nodesOf(text).filter((node) => /^(Format)?String$/.test(node.name) && node.parent?.name !== 'FormatReplacement')
  const marks = strings.map((node) => text.slice(node.from, node.to))
  const marked = edited(
    text,
    strings.map((node, index) => ({ from: node.from, to: node.to, text: `\u2063${index}\u2063` })),
  )
  return change(marked).replace(/\u2063(\d+)\u2063/g, (_, index: string) => marks[Number(index)] ?? '')
}

export const notations: readonly Mutation[] = [
  everyFile('CRLF', (text) => text.replace(/\r?\n/g, '\r\n')),
  everyPython('byte order mark', (text) => (text.startsWith('\ufeff') ? text : `\ufeff${text}`)),
  everyPython('tabs', (text) => outsideStrings(text, (part) => part.replace(/^( {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4)))),
  everyPython('form feeds', (text) => outsideStrings(text, (part) => part.replace(/\n(?=(class|def|async def|@)\b)/g, '\n\f\n'))),
  everyPython('no newline at the end', (text) => text.trimEnd()),
  assignment('annotated', (value, name) => {
    const type = /^([\w.]+)\(/.exec(value)?.[1]
    return type && /[A-Z]/.test(type) ? `${name}: ${type} = ${value}` : null
  }),
  assignment('annotated with a string', (value, name) => (/^[A-Z]\w*\(/.test(value) ? `${name}: "${/^\w+/.exec(value)?.[0] ?? ''}" = ${value}` : null)),
  assignment('walrus', (value, name) => `(${name} := ${value})`),
  assignment('walrus in a condition', (value, name) => `if (${name} := ${value}) is None:\n    raise RuntimeError`),
  assignment('parentheses', (value, name) => `${name} = (\n    ${value}\n)`),
  assignment('several lines', (value, name) => {
    const [head] = /^[\w.]+\(/.exec(value) ?? []
    return head ? `${name} = ${head}\n    # first\n    ${value.slice(head.length, -1)}\n)` : null
  }),
  assignment('backslash', (value, name) => `${name} = \\\n    ${value}`),
  assignment('semicolon', (value, name) => `DEBUG_LEVEL = 0; ${name} = ${value}; DEBUG_LEVEL += 1`),
  assignment('condition', (value, name) => `import os\n\nif os.getenv("PLAIN_MODE"):\n    ${name} = ${value}\nelse:\n    ${name} = ${value}`),
  assignment('conditional expression', (value, name) => `import os\n\n${name} = ${value} if os.getenv("PLAIN_MODE") else ${value}`),
  assignment('try', (value, name) => `try:\n    ${name} = ${value}\nexcept ImportError:\n    raise`),
  assignment('chained', (value, name) => `${name} = held_again = ${value}`),
  assignment('tuple', (value, name) => `${name}, started_at = ${value}, None`),
  assignment('twice', (value, name) => `${name} = ${value}\n${name} = ${name}`),
]
