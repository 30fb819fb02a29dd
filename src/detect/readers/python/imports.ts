export interface Imports {
  names: Map<string, string>
  stars: string[]
}

/**
 * Local names that one import statement brings, fully qualified. Relative imports are resolved from the module's package.
 * @param packageName package of the module that imports: `shop` for both `shop/main.py` and `shop/__init__.py`.
 */
export function readImport(statement: string, packageName: string, into: Imports): void {
  const text = statement
    .replace(/#[^\n]*/g, '')
    .replace(/[\\()\n\r;]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const from = /^from ([.\s]*)([\w.]*) ?import (.+)$/.exec(text)
  if (!from) return plainImport(text, into)
  const module = absolute((from[1] ?? '').replaceAll(' ', '').length, from[2] ?? '', packageName)
  for (const { name, alias } of namesIn(from[3] ?? '')) {
    if (name === '*') into.stars.push(module)
    else into.names.set(alias ?? name, module === '' ? name : `${module}.${name}`)
  }
}

/** `import a.b` makes `a` known, `import a.b as c` makes `c` known as `a.b`. */
function plainImport(text: string, into: Imports): void {
  const list = /^import (.+)$/.exec(text)?.[1]
  for (const { name, alias } of namesIn(list ?? '')) {
    if (alias) into.names.set(alias, name)
    else into.names.set(name.split('.')[0] ?? name, name.split('.')[0] ?? name)
  }
}

function namesIn(list: string): { name: string; alias?: string }[] {
  return list
    .split(',')
    .map((part) => part.trim().split(/ as /))
    .filter(([name]) => name)
    .map(([name, alias]) => ({ name: (name ?? '').trim(), ...(alias ? { alias: alias.trim() } : {}) }))
}

function absolute(dots: number, module: string, packageName: string): string {
  if (dots === 0) return module
  const parts = packageName === '' ? [] : packageName.split('.')
  const base = parts.slice(0, parts.length - (dots - 1))
  return [...base, ...(module === '' ? [] : [module])].join('.')
}
