import { moduleName } from '../../../src/detect/import-root.ts'
import { edited, importsOf, mentions, nodesOf, type Edit } from './python-text.ts'
import { appOf, isLock, type Mutation, type Sample, type Truth } from './sample.ts'

/** Gives every app of a project another name, wherever it is named: its module, those that import it, strings, launch lines. */
export function renameApp(to: string): Mutation {
  return {
    name: `app becomes ${to}`,
    apply: (sample) => {
      let changed = sample
      const done = new Set<string>()
      for (const unit of sample.units) {
        const app = appOf(changed, unit)
        if (!app || done.has(unit.entrypoint ?? '')) continue
        done.add(unit.entrypoint ?? '')
        changed = renamed(changed, unit, app, done.size === 1 ? to : `${to}_${done.size}`)
      }
      return done.size === 0 ? null : changed
    },
  }
}

function renamed(sample: Sample, unit: Truth, { path, object }: { path: string; object: string }, to: string): Sample {
  const module = moduleName(path, sample.importRoot)
  const files = Object.entries(sample.files).map(([file, text]): [string, string] => {
    if (isLock(file)) return [file, text]
    const code = file.endsWith('.py') ? inPython(text, file, sample.importRoot, { path, module, object, to }) : text
    return [file, inStrings(code, module, object, to)]
  })
  const entrypoint = `${module}:${to}`
  const units = sample.units.map((one) => (one.entrypoint === unit.entrypoint ? { ...one, entrypoint } : one))
  return { ...sample, files: Object.fromEntries(files), units }
}

/** `shop.main:app` and the shorter ways to write it, from folders further down. */
function inStrings(text: string, module: string, object: string, to: string): string {
  const parts = module.split('.')
  const names = parts.map((_, index) => parts.slice(index).join('\\.')).join('|')
  return text
    .replace(new RegExp(`((?<![\\w.])(?:[\\w]+\\.)?(?:${names}):)${object}(?!\\w)`, 'g'), `$1${to}`)
    .replace(new RegExp(`((?:WSGI_APPLICATION|ASGI_APPLICATION)\\s*=\\s*["']${module.replaceAll('.', '\\.')}\\.)${object}(?!\\w)`, 'g'), `$1${to}`)
    .replace(new RegExp(`((?:-A|--app)[ =]${module.replaceAll('.', '\\.')}\\.)${object}(?!\\w)`, 'g'), `$1${to}`)
}

interface Renaming {
  path: string
  module: string
  object: string
  to: string
}

function inPython(text: string, file: string, root: string, { path, module, object, to }: Renaming): string {
  if (!text.includes(object)) return text
  if (file === path) return edited(text, [...mentions(text, object).map((node) => ({ from: node.from, to: node.to, text: to }))])
  const edits: Edit[] = []
  for (const one of importsOf(text)) {
    const from = one.module === null ? null : absolute(one.module, file, root)
    for (const item of one.items) {
      if (from === module && item.name === object) {
        const statement = text.slice(one.from, one.to)
        const at = new RegExp(`\\bimport\\b[\\s\\S]*?\\b(${object})\\b`).exec(statement)
        if (!at) continue
        const start = one.from + at.index + at[0].length - object.length
        edits.push({ from: start, to: start + object.length, text: to })
        if (item.alias === null) edits.push(...mentions(text, object).map((node) => ({ from: node.from, to: node.to, text: to })))
      }
      // `from shop import main` and `import shop.main`: what is read from there.
      const whole = from === null ? item.name : [from, item.name].filter(Boolean).join('.')
      if (whole === module) edits.push(...attributes(text, item.alias ?? item.name, object, to))
    }
  }
  return edited(text, edits)
}

function attributes(text: string, holder: string, object: string, to: string): Edit[] {
  return nodesOf(text)
    .filter((node) => node.name === 'MemberExpression' && text.slice(node.from, node.to) === `${holder}.${object}`)
    .map((node) => ({ from: node.to - object.length, to: node.to, text: to }))
}

/** Module that a `from` names, absolutely. */
export function absolute(module: string, file: string, root: string): string {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0
  if (dots === 0) return module
  const own = moduleName(file, root).split('.').filter(Boolean)
  const base = file.endsWith('__init__.py') ? own : own.slice(0, -1)
  const rest = module.slice(dots)
  return [...base.slice(0, base.length - (dots - 1)), ...(rest === '' ? [] : [rest])].join('.')
}
