import { edited, importsOf, indentAt, mentions, nodesOf, type Edit } from './python-text.ts'
import { appOf, fileOf, withFiles, type Mutation, type Sample } from './sample.ts'

/** Packages whose import may be written in another way. */
const frameworks = /^(fastapi|flask|celery|django|streamlit|starlette|litestar|quart|aiohttp|sanic|apiflask)\b/

/** A way to write `from package import Name` and what is done with the name then. */
type Style = (module: string, name: string) => { line: string; use: string }

function restyled(text: string, style: Style): string {
  const edits: Edit[] = []
  for (const one of importsOf(text)) {
    if (one.module === null || !frameworks.test(one.module) || one.items.some(({ name }) => name === '*')) continue
    const made = one.items.map(({ name, alias }) => ({ local: alias ?? name, ...style(one.module ?? '', name) }))
    const lines = [...new Set(made.map(({ line }) => line))]
    edits.push({ from: one.from, to: one.to, text: lines.join(`\n${indentAt(text, one.from)}`) })
    for (const { local, use } of made) {
      if (use !== local) edits.push(...namedAnywhere(text, local).map((node) => ({ from: node.from, to: node.to, text: use })))
    }
  }
  return edited(text, edits)
}

/** Imports inside functions have the name too. */
function namedAnywhere(text: string, name: string): { from: number; to: number }[] {
  const inside = nodesOf(text).filter((node) => node.name === 'ImportStatement' && node.parent?.name !== 'Script')
  if (inside.some((node) => new RegExp(`\\b${name}\\b`).test(text.slice(node.from, node.to)))) {
    return nodesOf(text).filter(
      (node) =>
        node.name === 'VariableName' &&
        text.slice(node.from, node.to) === name &&
        node.prevSibling?.name !== '.' &&
        node.parent?.name !== 'ImportStatement' &&
        !(node.parent?.name === 'ArgList' && node.nextSibling?.name === 'AssignOp'),
    )
  }
  return mentions(text, name)
}

function style(name: string, change: (text: string) => string): Mutation {
  return {
    name: `imports: ${name}`,
    apply: (sample) => {
      const paths = new Set(sample.units.flatMap((unit) => fileOf(sample, unit) ?? []))
      const made = [...paths].map((path): [string, string] => [path, change(sample.files[path] ?? '')]).filter(([path, text]) => text !== sample.files[path])
      return made.length === 0 ? null : withFiles(sample, Object.fromEntries(made))
    },
  }
}

function unaliased(text: string): string {
  const edits: Edit[] = []
  for (const one of importsOf(text)) {
    const [item] = one.items
    if (one.module !== null || one.items.length !== 1 || !item || !frameworks.test(item.name)) continue
    if (item.alias !== null) {
      edits.push({ from: one.from, to: one.to, text: `import ${item.name}` })
      edits.push(...mentions(text, item.alias).map((node) => ({ from: node.from, to: node.to, text: item.name })))
    }
  }
  return edited(text, edits)
}

/** `import fastapi; fastapi.FastAPI()` → `from fastapi import FastAPI; FastAPI()`. */
function byName(text: string): string {
  const edits: Edit[] = []
  for (const one of importsOf(text)) {
    const [item] = one.items
    if (one.module !== null || one.items.length !== 1 || !item || !frameworks.test(item.name)) continue
    const holder = item.alias ?? item.name
    const uses = nodesOf(text).filter((node) => node.name === 'MemberExpression' && new RegExp(`^${holder}\\.\\w+$`).test(text.slice(node.from, node.to)))
    if (uses.length === 0 || uses.length !== mentions(text, holder.split('.')[0] ?? '').length) continue
    const names = [...new Set(uses.map((node) => text.slice(node.from + holder.length + 1, node.to)))]
    edits.push({ from: one.from, to: one.to, text: `from ${item.name} import (\n    ${names.join(',\n    ')},  # named\n)` })
    edits.push(...uses.map((node) => ({ from: node.from, to: node.from + holder.length + 1, text: '' })))
  }
  return edited(text, edits)
}

/** The assignment of the app becomes a call of a function that imports what it needs. */
const insideFactory: Mutation = {
  name: 'imports: inside a function that makes the app',
  apply: (sample) =>
    changedAssignment(sample, (value, name, text) => {
      const head = /^([A-Z]\w*)\(/.exec(value)?.[1]
      const from = importsOf(text).find(
        (one) => one.module !== null && frameworks.test(one.module) && one.items.some((item) => item.name === head && item.alias === null),
      )
      if (!from || head === undefined) return null
      return `def make_it_here():\n    from ${from.module ?? ''} import ${head}\n\n    made = ${value.replaceAll('\n', '\n    ')}\n    return made\n\n\n${name} = make_it_here()`
    }),
}

/** Changes the one statement that assigns the app at the top of its module. */
export function changedAssignment(sample: Sample, change: (value: string, name: string, text: string) => string | null): Sample | null {
  const files: Record<string, string> = {}
  for (const unit of sample.units) {
    const app = appOf(sample, unit)
    const text = app ? (sample.files[app.path] ?? '') : ''
    if (!app || files[app.path] !== undefined) continue
    const statement = nodesOf(text).findLast(
      (node) => node.name === 'AssignStatement' && node.parent?.name === 'Script' && text.slice(node.firstChild?.from, node.firstChild?.to) === app.object,
    )
    const operator = statement?.getChild('AssignOp')
    if (!statement || !operator || statement.getChildren('AssignOp').length > 1) continue
    const value = text.slice(operator.to, statement.to).trim()
    // A plain call: what else may be there was written in some way on purpose.
    if (statement.lastChild?.name !== 'CallExpression') continue
    const put = change(value, app.object, text)
    if (put !== null) files[app.path] = edited(text, [{ from: statement.from, to: statement.to, text: put }])
  }
  return Object.keys(files).length === 0 ? null : withFiles(sample, files)
}

export const importStyles: readonly Mutation[] = [
  style('the package', (text) => restyled(text, (module, name) => ({ line: `import ${module}`, use: `${module}.${name}` }))),
  style('the package by a short name', (text) =>
    restyled(text, (module, name) => ({ line: `import ${module} as fw_${module.replaceAll('.', '_')}`, use: `fw_${module.replaceAll('.', '_')}.${name}` })),
  ),
  style('another name', (text) => restyled(text, (module, name) => ({ line: `from ${module} import ${name} as My${name}`, use: `My${name}` }))),
  style('stars', (text) =>
    restyled(text, (module, name) =>
      // A package's own modules (`aiohttp.web`) do not come with a star.
      module.includes('.') || !/^[A-Z]/.test(name) ? { line: `from ${module} import ${name}`, use: name } : { line: `from ${module} import *`, use: name },
    ),
  ),
  style('without short name', unaliased),
  style('by name', byName),
  insideFactory,
]
