import type { PythonFacts, VariableFact } from '../facts.ts'
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
    ...modules.flatMap((module) => [...makes(module), ...databases(module, sqliteRoot), ...uploads(module)]),
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

/** `"uploads"`, `Path("uploads")`, or a name that stands for one of them. */
function literalPath(module: PythonModule, text: string, depth = 0): string | null {
  const quoted = /^(?:pathlib\.)?(?:Path\()?\s*["']([^"'\n]+)["']\s*\)?$/.exec(text)?.[1]
  if (quoted !== undefined) return relative(quoted)
  const named = depth < 3 && /^\w+$/.test(text) ? module.assignments.find((one) => one.name === text) : undefined
  return named ? literalPath(module, named.text, depth + 1) : null
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
