import { webFrameworks } from '../frameworks/index.ts'
import { isAside, isTest } from './decoys.ts'
import { importedNames, importRoot, moduleName, type SourceFile } from './import-root.ts'
import { isRouter, isTellingRouter, prefixOfChecks, routersIn } from './router-modules.ts'
import { TooLarge } from './project.ts'
import type { Pyproject } from './readers/pyproject.ts'
import type { PythonModule } from './source.ts'
import type { UnitFolder } from './unit-folder.ts'

/** A unit's Python code: every file as text, those that matter parsed. Paths here are relative to the unit. */
export interface Code {
  /** All Python files. */
  files: readonly SourceFile[]
  /** Those of the program itself: no tests, examples, documentation, helpers. */
  own: readonly SourceFile[]
  importRoot: string
  /** Parsed modules of the program. */
  modules: readonly PythonModule[]
  /** Parsed modules beside it, looked at where the program itself has no app. */
  aside: () => Promise<readonly PythonModule[]>
}

/** Words of code that says something about how to run it; parsing everything else would only take time. */
const telling = new RegExp(
  [
    'FastAPI|Starlette|Litestar|include_router|add_api_route|\\.mount\\(|uvicorn',
    'get_[aw]sgi_application|DJANGO_SETTINGS_MODULE|INSTALLED_APPS|STATIC_ROOT|MEDIA_ROOT|UPLOAD_FOLDER|DATABASES\\b|ALLOWED_HOSTS|Celery\\(|beat_schedule|BEAT_SCHEDULE|add_periodic_task',
    'environ\\b|getenv|BaseSettings|pydantic_settings|decouple|starlette\\.config',
    'environs\\b|dynaconf|prettyconf|confuse|dj_database_url|envvar',
    'urlpatterns|Blueprint|\\.(?:route|add_url_rule|add_route|run|run_app)\\(|\\bserve\\(|flask_migrate|--port|web\\.(?:get|view)\\(',
    'endpoint_url|smtplib|core\\.mail|CACHES\\b|CHANNEL_LAYERS|HAYSTACK_CONNECTIONS',
    '\\b\\w*(?:env|config|conf|cfg)\\w*(?:\\.\\w+)?\\(\\s*["\'][A-Z][A-Z0-9_]*["\']',
    '\\bport\\s*:\\s*int\\b|\\.listen\\(|make_server|WSGIServer|secure_port',
    '\\b(?:arq|dramatiq|rq|django_rq|flask_rq2|rq_scheduler|huey|taskiq)\\b|WorkerSettings|\\.enqueue|^\\s*@[\\w.]*(?:task|actor|job)\\b',
    '^[ \\t]*(?:from|import)[ \\t]+(?:airflow|cosmos|dagfactory)\\b',
    '\\bprometheus_\\w+|starlette_exporter',
    '\\b(?:sqlite3|aiosqlite|apsw|SqliteDatabase)\\b',
    'create_(?:async_)?engine|makedirs|mkdir\\(|:4566\\b|localstack',
    // Links in comments are no service's address.
    '(?<!https?)://|["\'][a-z]+\\+[a-z0-9]+["\']',
    `^\\s*(?:from|import)\\s+(?:flask|apiflask|streamlit|dagster|${webFrameworks.flatMap((one) => one.imports).join('|')})\\b`,
    '^\\s*[A-Z][A-Z0-9_]*(?:PREFIX|VERSION|DIR|STR|PORT|PATH)[A-Z0-9_]*\\s*[:=]',
  ].join('|'),
  'm',
)
const appClass = /\b(?:FastAPI|Starlette|Litestar|Flask|Quart|Sanic|Celery|BaseSettings)\b/

/**
 * @param packages folders at the import root that are the program's whatever their names say.
 * @throws UserError where a Python file cannot be read.
 */
export async function readCode(folder: UnitFolder, pyproject: Pyproject | null, started: readonly string[], packages: readonly string[] = []): Promise<Code> {
  const files = folder.files.filter((file) => file.endsWith('.py')).flatMap((path) => sourceFile(folder, path))
  const root = importRoot(files, pyproject, started)
  const tops = new Set([...topPackages(files, root), ...packages])
  const own = files.filter((file) => isOwn(file.path, root, tops))
  const others = files.filter((file) => !isTest(file.path) && !own.includes(file))
  return { files, own, importRoot: root, modules: await parse(own, folder, root), aside: () => parse(others, folder, root) }
}

/** Characters. Beyond it stand tables that a program made; reading one as code takes longer than all the rest of a project. */
const handWritten = 300_000

/** Test data and examples may be broken on purpose; the program's own files may not. */
function sourceFile(folder: UnitFolder, path: string): SourceFile[] {
  try {
    const text = folder.read(path)
    return text.length > handWritten ? [] : [{ path, text }]
  } catch (error) {
    if (isTest(path) || isAside(path) || error instanceof TooLarge) return []
    throw error
  }
}

/** Folders at the import root that own code imports by name: `tools` is a package where the app says `from tools.mail import send`. */
function topPackages(files: readonly SourceFile[], root: string): ReadonlySet<string> {
  const ordinary = files.filter((file) => !isTest(file.path) && !isAside(below(file.path, root)))
  return new Set(ordinary.flatMap((file) => importedNames(file)))
}

function isOwn(path: string, root: string, imported: ReadonlySet<string>): boolean {
  if (isTest(path)) return false
  const inside = below(path, root)
  const [top = '', ...rest] = inside.split('/')
  if (rest.length === 0) return !isAside(inside)
  // `src/demo` is a package by its place; `demo` beside `app` has to be asked for.
  return imported.has(top) || !isAside(inside)
}

function below(path: string, root: string): string {
  return root !== '.' && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path
}

async function parse(files: readonly SourceFile[], folder: UnitFolder, root: string): Promise<PythonModule[]> {
  const first = files.filter((file) => telling.test(file.text) || isTellingRouter(file))
  const routers = files.filter((file) => !first.includes(file) && isRouter(file))
  // Below a prefix like `/health` any path may be the check.
  if (first.some((file) => prefixOfChecks.test(file.text))) first.push(...routers.splice(0))
  if (first.length === 0) return []
  const { pythonReader } = await import('./readers/python/index.ts')
  const read = await pythonReader()
  const one = (file: SourceFile) =>
    read({ file: folder.fromRoot(file.path), name: moduleName(file.path, root), isPackage: file.path.endsWith('__init__.py') }, file.text)
  const parsed = new Map(first.map((file) => [file, one(file)]))
  // `app = create_app()` need not name the framework: whoever mentions a maker of apps is looked at as well, and so on.
  for (let names = makers([...parsed]); names.size > 0;) {
    const pattern = new RegExp(`\\b(?:${[...names].join('|')})\\b`)
    const next = files.filter((file) => !parsed.has(file) && pattern.test(file.text)).map((file): [SourceFile, PythonModule] => [file, one(file)])
    for (const [file, module] of next) parsed.set(file, module)
    names = new Set(
      next.flatMap(([, module]) => [
        ...module.functions.filter((made) => made.scope === null && pattern.test(made.text)).map((made) => made.name),
        ...module.classes.filter((made) => made.bases.some((base) => pattern.test(base))).map((made) => made.name),
      ]),
    )
  }
  for (const file of routers) if (!parsed.has(file)) parsed.set(file, routersIn(folder.fromRoot(file.path), moduleName(file.path, root), file.text))
  return files.flatMap((file) => parsed.get(file) ?? [])
}

function makers(modules: readonly (readonly [SourceFile, PythonModule])[]): Set<string> {
  const inApps = modules.filter(([file]) => appClass.test(file.text)).map(([, module]) => module)
  const functions = inApps.flatMap((module) => module.functions.filter((one) => one.scope === null && appClass.test(one.text)))
  const classes = inApps.flatMap((module) => module.classes.filter((one) => one.bases.some((base) => appClass.test(base))))
  return new Set([...functions, ...classes].map((one) => one.name))
}
