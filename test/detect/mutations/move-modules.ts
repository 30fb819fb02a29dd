import { moduleName } from '../../../src/detect/import-root.ts'
import { edited, importsOf, indentAt, nodesOf, within, type Edit } from './python-text.ts'
import { absolute } from './rename-app.ts'
import { isLock, type Sample } from './sample.ts'

interface Move {
  /** Old path → new path, of the files that move. */
  paths: ReadonlyMap<string, string>
  /** Old import name → new one, of modules and of folders. */
  names: ReadonlyMap<string, string>
  oldRoot: string
  newRoot: string
}

/**
 * Moves files, and rewrites every import, dotted name, path and launch line that led to them.
 * @param newRoot the folder on Python's path afterwards, where that moves as well.
 */
export function movedFiles(sample: Sample, paths: ReadonlyMap<string, string>, newRoot: string = sample.importRoot): Sample {
  const oldRoot = sample.importRoot
  const move: Move = { paths, oldRoot, newRoot, names: newNames(sample, paths, oldRoot, newRoot) }
  const files = Object.entries(sample.files).map(([file, text]): [string, string] => {
    const to = paths.get(file) ?? file
    if (isLock(file)) return [to, text]
    return [to, file.endsWith('.py') ? pythonMoved(text, file, move) : launchMoved(text, file, move)]
  })
  const units = sample.units.map((unit) => ({ ...unit, entrypoint: entrypointMoved(unit.entrypoint, unit.dir, move) }))
  return { ...sample, files: Object.fromEntries(files), importRoot: newRoot, units }
}

function newNames(sample: Sample, paths: ReadonlyMap<string, string>, oldRoot: string, newRoot: string): Map<string, string> {
  const names = new Map<string, string>()
  const modules = Object.keys(sample.files).filter((file) => file.endsWith('.py'))
  for (const file of modules) {
    const to = paths.get(file) ?? file
    names.set(moduleName(file, oldRoot), moduleName(to, newRoot))
    // Folders without `__init__.py` go where their files go, if all go together.
    for (let folder = file.slice(0, Math.max(0, file.lastIndexOf('/'))); folder !== ''; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
      const name = moduleName(`${folder}.py`, oldRoot)
      const below = modules.filter((one) => one.startsWith(`${folder}/`))
      const tail = file.slice(folder.length)
      if (names.has(name) || !to.endsWith(tail)) continue
      const target = to.slice(0, to.length - tail.length)
      if (below.every((one) => (paths.get(one) ?? one) === target + one.slice(folder.length))) names.set(name, moduleName(`${target}.py`, newRoot))
    }
  }
  names.delete('')
  return names
}

/** The new name of a module or of something in one: longest known part first. */
function mapped(name: string, { names }: Pick<Move, 'names'>): string {
  const parts = name.split('.')
  for (let at = parts.length; at > 0; at--) {
    const known = names.get(parts.slice(0, at).join('.'))
    if (known !== undefined) return [known, ...parts.slice(at)].join('.')
  }
  return name
}

function entrypointMoved(entrypoint: string | null, dir: string, move: Move): string | null {
  if (entrypoint === null) return null
  const prefix = dir === '.' ? '' : `${dir}/`
  if (entrypoint.endsWith('.py')) return (move.paths.get(prefix + entrypoint) ?? prefix + entrypoint).slice(prefix.length)
  const [module = '', object] = entrypoint.split(':')
  return [mapped(module, move), ...(object === undefined ? [] : [object])].join(':')
}

function pythonMoved(text: string, file: string, move: Move): string {
  const to = move.paths.get(file) ?? file
  const edits: Edit[] = []
  for (const one of importsOf(text)) {
    const indent = indentAt(text, one.from)
    const lines = one.module === null ? plainMoved(text, one.items, move, edits) : fromMoved(one.module, one.items, file, to, move)
    if (lines) edits.push({ from: one.from, to: one.to, text: lines.join(`\n${indent}`) })
  }
  for (const node of nodesOf(text)) {
    if (node.name !== 'String' || within(node, 'ImportStatement')) continue
    const source = text.slice(node.from, node.to)
    // `"shop = shop.cli:main"` in setup.py has the script's name in front.
    const [, , name = '', content] = /^(["'])([\w-]+ *= *)?([\w.:/]+(?:\(\))?)\1$/.exec(source) ?? []
    const put = content === undefined ? undefined : stringMoved(content, text, move)
    if (put !== undefined && put !== content) edits.push({ from: node.from + 1 + name.length, to: node.to - 1, text: put })
  }
  return edited(text, edits)
}

function fromMoved(module: string, items: readonly { name: string; alias: string | null }[], file: string, to: string, move: Move): string[] | null {
  const base = absolute(module, file, move.oldRoot)
  const groups = new Map<string, string[]>()
  for (const { name, alias } of items) {
    const whole = base === '' ? name : `${base}.${name}`
    const target = move.names.has(whole) ? mapped(whole, move) : `${mapped(base, move)}.${name}`
    const at = target.lastIndexOf('.')
    const [holder, last] = at < 0 ? ['', target] : [target.slice(0, at), target.slice(at + 1)]
    const local = alias ?? (last === name ? null : name)
    groups.set(holder, [...(groups.get(holder) ?? []), local === null ? last : `${last} as ${local}`])
  }
  const same = absolute(module, to, move.newRoot)
  if (
    groups.size === 1 &&
    groups.has(same) &&
    !items.some(({ name }) => move.names.has(`${base}.${name}`) && mapped(`${base}.${name}`, move) !== `${same}.${name}`)
  )
    return null
  return [...groups].map(([holder, names]) => (holder === '' ? `import ${names.join(', ')}` : `from ${holder} import ${names.join(', ')}`))
}

function plainMoved(text: string, items: readonly { name: string; alias: string | null }[], move: Move, edits: Edit[]): string[] | null {
  if (items.every(({ name }) => mapped(name, move) === name)) return null
  return items.map(({ name, alias }) => {
    const to = mapped(name, move)
    if (to === name) return alias === null ? `import ${name}` : `import ${name} as ${alias}`
    if (alias !== null || !name.includes('.')) return `import ${to} as ${alias ?? name}`
    const uses = nodesOf(text).filter((node) => node.name === 'MemberExpression' && text.slice(node.from, node.to) === name)
    edits.push(...uses.map((node) => ({ from: node.from, to: node.to, text: to })))
    return `import ${to}`
  })
}

function stringMoved(content: string, text: string, move: Move): string {
  if (content.includes('/')) return content
  const [module = '', ...rest] = content.split(':')
  // A word by itself is a module only where modules are listed.
  if (!content.includes('.') && rest.length === 0 && !/INSTALLED_APPS|autodiscover_tasks/.test(text)) return content
  return [mapped(module, move), ...rest].join(':')
}

function launchMoved(text: string, file: string, { names, paths, oldRoot, newRoot }: Move): string {
  const changed = [...names].filter(([from, to]) => from !== to)
  const dotted = new Map(changed.filter(([from]) => from.includes('.')))
  const single = new Map(changed.filter(([from]) => !from.includes('.')))
  const files = new Map(paths)
  if (oldRoot !== '.')
    for (const [from, to] of paths) if (from.startsWith(`${oldRoot}/`)) files.set(from.slice(oldRoot.length + 1), to.slice(newRoot.length + 1))
  const folders = new Map(changed.flatMap(([from, to]): [string, string][] => [[from.replaceAll('.', '/'), to.replaceAll('.', '/')]]))
  if (oldRoot !== newRoot) folders.set(oldRoot, newRoot)
  const any = (map: ReadonlyMap<string, string>) =>
    [...map.keys()]
      .sort((a, b) => b.length - a.length)
      .map((one) => one.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
      .join('|')
  const replaced = (source: string, map: ReadonlyMap<string, string>, before: string, after: string) =>
    map.size === 0
      ? source
      : source.replace(new RegExp(`(${before})(${any(map)})(?=${after})`, 'g'), (_, lead: string, found: string) => lead + (map.get(found) ?? found))
  let result = replaced(text, files, '(?<![\\w.-])(?:\\./)?', '(?!\\w)')
  result = replaced(result, dotted, '(?<![\\w./-])', '(?!\\w)')
  result = replaced(result, single, '(?<![\\w./-])', ':[A-Za-z_]')
  result = replaced(result, single, '(?:--app[ =]|FLASK_APP[=:] ?|-A[ =]?|-m |"-[mA]", ?"|"--app", ?")', '(?!\\w|\\.py)')
  result = replaced(result, folders, '(?<![\\w.-])', '/')
  if (file.endsWith('pyproject.toml')) result = result.replace(/^(?!name\s*=).*$/gm, (line) => replaced(line, single, '"', '\\*?"'))
  return result
}
