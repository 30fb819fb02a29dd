import type { VariableFact } from '../facts.ts'
import type { PythonFacts } from '../python-facts.ts'
import type { PythonModule } from '../source.ts'
import type { UnitFolder } from '../unit-folder.ts'

type Write = PythonFacts['writes'][number]

/** Folders of this name are read, not written. */
const readOnly = /STATIC|TEMPLATE|BASE|ROOT|SOURCE|SRC|LOCALE|ASSET|MIGRATION|CERT|SECRET|CONFIG|PROJECT/i

/** Folders below the working directory that the code makes or writes, relative to the unit; each once. SQLite files beside the code apart. */
export function writesOf(
  folder: UnitFolder,
  modules: readonly PythonModule[],
  variables: readonly VariableFact[],
  { asked, sqliteRoot }: { asked: readonly Write[]; sqliteRoot: string },
): { writes: Write[]; sqliteBesideCode: string[] } {
  const found: Write[] = [
    ...modules.flatMap((module) => [...makes(module), ...databases(module, sqliteRoot), ...opened(module), ...uploads(module)]),
    ...variables.flatMap((one) => fromVariable(one, sqliteRoot)),
    ...asked,
  ]
  const writes = new Map<string, Write>()
  for (const one of found) {
    // A folder that is under version control with files in it comes with the code.
    const tracked = folder.files.some((file) => file.startsWith(`${one.path}/`) && /\.(py|html|css|js)$/.test(file))
    if (!isFile(one.path) && !tracked && !writes.has(one.path)) writes.set(one.path, one)
  }
  // One that a variable names is moved into a folder by giving that variable another value.
  const movable = new Set(variables.filter((one) => topLevelSqlite(one.default) !== null).map((one) => `${one.file}:${one.line}`))
  const beside = found.filter((one) => isFile(one.path) && !movable.has(`${one.file}:${one.line}`)).map((one) => one.path)
  return { writes: [...writes.values()], sqliteBesideCode: [...new Set(beside)] }
}

/** A database's file in the unit's own folder. */
function isFile(path: string): boolean {
  return /\.[a-z]\w*$/.test(path) && !path.includes('/')
}

/** Django's and Flask's settings for what people send: `MEDIA_ROOT = BASE_DIR / "media"`. */
function uploads(module: PythonModule): Write[] {
  return module.assignments
    .filter((one) => /(^MEDIA_ROOT|\bUPLOAD_FOLDER["'\]]*)$/.test(one.name))
    .flatMap((one) => {
      const path = relative([...one.text.matchAll(/["']([^"'\n]+)["']/g)].at(-1)?.[1] ?? '')
      return path === null ? [] : [{ path, file: module.file, line: one.line }]
    })
}

function makes(module: PythonModule): Write[] {
  return module.calls.flatMap((call) => {
    const text = /^os\.(makedirs|mkdir)$/.test(call.callee) ? call.arguments[0]?.text : /^(.*)\.mkdir$/s.exec(call.callee)?.[1]
    const path = text === undefined ? null : literalPath(module, text)
    return path === null ? [] : [{ path, file: module.file, line: call.line }]
  })
}

/** A path that stands in the source, from the unit's folder. */
function literalPath(module: PythonModule, text: string): string | null {
  const path = literal(module, text)
  return path === null ? null : relative(path)
}

/** What joins the parts of a path: `Path("data") / "x.db"`, `os.path.join("data", "x.db")`. */
const joins = /^(?:(?:pathlib\.)?(?:Pure)?(?:Posix)?Path|str|os\.(?:fspath|path\.join))$/

/** The text of a path that is made of literals and of names that stand for them; a variable's default counts for it. */
function literal(module: PythonModule, text: string, depth = 0): string | null {
  const plain = text.replace(/\bos\.(?:getenv|environ\.get)\(\s*["']\w+["']\s*,/g, '(')
  const parts: string[] = []
  for (const token of plain.match(/"[^"\n]*"|'[^'\n]*'|[\w.]+|\S/g) ?? []) {
    if (/^[(),/]$/.test(token) || joins.test(token)) continue
    const part = /^["']/.test(token) ? token.slice(1, -1) : named(module, token, depth)
    if (part === null || (parts.length > 0 && part.startsWith('/'))) return null
    parts.push(part)
  }
  return parts.join('/') || null
}

function named(module: PythonModule, name: string, depth: number): string | null {
  const assigned = depth < 3 && /^\w+$/.test(name) ? module.assignments.find((one) => one.name === name) : undefined
  return assigned ? literal(module, assigned.text, depth + 1) : null
}

/** Calls that make the database's file where there is none. */
const opensSqlite = /^(?:(?:sqlite3(?:\.dbapi2)?|aiosqlite)\.connect|apsw\.Connection|peewee\.SqliteDatabase)$/

function opened(module: PythonModule): Write[] {
  return module.calls
    .filter((call) => opensSqlite.test(call.callee))
    .flatMap((call) => {
      const given = call.arguments.find((one) => one.name === 'database') ?? call.arguments.find((one) => one.name === null)
      const path = sqliteFile(given ? literal(module, given.text) : null)
      return path === null ? [] : [{ path, file: module.file, line: call.line }]
    })
}

/** The folder of a file, in none the file; null for one in memory, one that is only read, and one elsewhere. */
function sqliteFile(name: string | null): string | null {
  if (name === null || (name.startsWith('file:') && /[?&](?:mode=(?:ro|memory)|immutable=1|vfs=memdb)\b/.test(name))) return null
  const file = name.replace(/^file:([^?]*).*$/, '$1')
  const path = file.startsWith(':') ? null : relative(file)
  if (path === null || isFile(path)) return path
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : null
}

/** The folder of `sqlite:///./data/shop.db`; four slashes are an absolute path, and nothing of ours. Django names the file alone. */
function databases(module: PythonModule, root: string): Write[] {
  const urls = module.urls.flatMap((one) => {
    const path = sqlitePath(one.text, root)
    return path === null ? [] : [{ path, file: module.file, line: one.line }]
  })
  const named = module.assignments
    .filter((one) => /^DATABASES\b/.test(one.name) && one.text.includes('backends.sqlite3'))
    .flatMap((one) => {
      const value = /["']NAME["']\s*:\s*([^\n]*)/.exec(one.text)
      const path = relative([...(value?.[1] ?? '').matchAll(/["']([^"'\n]+)["']/g)].at(-1)?.[1] ?? '')
      const line = one.line + one.text.slice(0, value?.index ?? 0).split('\n').length - 1
      return path === null ? [] : [{ path: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : path, file: module.file, line }]
    })
  return [...urls, ...named]
}

/** The folder that the file is in; in none, the file. @param root folder that a relative path is meant from. */
function sqlitePath(text: string, root: string): string | null {
  const file = /sqlite(?:\+\w+)?:\/\/\/(?!\/)([^"'?\n{}]+)/.exec(text)?.[1]
  if (file === undefined || file.startsWith(':')) return null
  const plain = file.replace(/^\.\//, '')
  if (!plain.includes('/')) return root === '.' ? plain : root
  const folder = relative(plain.slice(0, plain.lastIndexOf('/')))
  return folder === null || root === '.' ? folder : `${root}/${folder}`
}

function fromVariable(variable: VariableFact, root: string): Write[] {
  const value = variable.default ?? ''
  const database = sqlitePath(value, root)
  if (database !== null) return [{ path: database, file: variable.file, line: variable.line }]
  if (!/(_DIR|_FOLDER|_DIRECTORY)$|UPLOAD|STORAGE_PATH/.test(variable.name) || readOnly.test(variable.name)) return []
  const path = /^[\w./-]+$/.test(value) && /[A-Za-z]/.test(value) && !/^\d/.test(value) ? relative(value) : null
  return path === null ? [] : [{ path, file: variable.file, line: variable.line }]
}

/** `sqlite:///./app.db` → `app.db`: a file in the working directory itself. */
export function topLevelSqlite(url: string | undefined): string | null {
  return /^sqlite(?:\+\w+)?:\/\/\/(?:\.\/)?([^/?:]+)$/.exec(url ?? '')?.[1] ?? null
}

function relative(path: string): string | null {
  // /app is where the image has the project.
  const plain = path
    .replace(/^\/app\//, '')
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '')
  return plain === '' || /^[/~.]|^\w:|\.\.|[{}%$\s]/.test(plain) ? null : plain
}
