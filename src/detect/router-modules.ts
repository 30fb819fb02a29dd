import type { SourceFile } from './import-root.ts'
import type { Call, PythonModule } from './source.ts'

// Most modules of a large API hold routes and nothing else that says how to run it. Of a project's routes only those that may be a health
// check matter, so the others' modules are known by their routers and the plain paths on them, and nobody parses them.

/** Words in the paths, names and files of checks; what `health.ts` ranks is among them. */
const check = /health|alive|livez|liveness|readyz|readiness|heartbeat|["'/](?:live|ready|ping|up|_?status)\/?["']/i

/** `include_router(monitor.router, prefix="/health")`. */
export const prefixOfChecks = /\bprefix\s*=\s*f?["'][^"'\n]*(?:health|alive|live|ready|readiness|ping|heartbeat|up|status)\w*\/?["']/i

/** Declares routes on a router. */
export function isRouter({ text }: SourceFile): boolean {
  return text.includes('APIRouter')
}

/** `@router.get("/health")` in a module that has its router from elsewhere. */
const checkOnOther =
  /^[ \t]*@\w+\.(?:get|api_route)\([^)\n]*(?:health|alive|livez|liveness|readyz|readiness|heartbeat|["'/](?:live|ready|ping|up|_?status)\/?["'])/im

/** One of its routes may be a check; or it has none, so that its router is there for others to use. */
export function isTellingRouter(file: SourceFile): boolean {
  return (
    checkOnOther.test(file.text) ||
    (isRouter(file) && (check.test(file.path) || check.test(file.text) || !/^[ \t]*@\w+\.(?:get|api_route|route)\(/m.test(file.text)))
  )
}

/** The module as far as those that include its routers have to know it, and its plain routes, which a load test may ask. */
export function routersIn(file: string, name: string, text: string): PythonModule {
  const lineOf = (index: number) => text.slice(0, index).split('\n').length
  const found = [...text.matchAll(/^([A-Za-z_]\w*)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(?:\w+\.)*(\w*Router)\(([^)]*)/gm)]
  const assignments = found.map((match) => {
    const [, router = '', made = '', given = ''] = match
    const line = lineOf(match.index)
    return { name: router, call: { callee: `fastapi.${made}`, arguments: options(given, line), line }, text: '', literal: undefined, scope: null, line }
  })
  // Where the prefix is no plain text, nobody here knows where its routes are.
  const placed = new Set(found.filter(([, , , given = '']) => !/\bprefix\s*=\s*[^"'\s]/.test(given)).map(([, router]) => router))
  const functions = [...text.matchAll(/^@([A-Za-z_]\w*)\.get\(\s*["']([^"'\n]*)["']([^\n]*)/gm)].flatMap((match) => {
    const [, router = '', path = '', rest = ''] = match
    const line = lineOf(match.index)
    const first = { name: null, text: JSON.stringify(path), literal: path, line }
    const call = { callee: `${router}.get`, arguments: [first, ...options(rest, line)], line }
    const unread = { name: '', scope: null, returns: [], returnType: null, requiredParameters: 0, text: '' }
    return placed.has(router) ? [{ ...unread, decorators: [call], line }] : []
  })
  const empty = { starImports: [], classes: [], calls: [], subscripts: [], urls: [] }
  return { file, name, imports: new Map([['APIRouter', 'fastapi.APIRouter']]), assignments, functions, ...empty }
}

/** Those of a router's or a route's keywords that say where it is, and that not everybody may ask. */
function options(given: string, line: number): Call['arguments'] {
  const prefix = /\bprefix\s*=\s*["']([^"'\n]*)["']/.exec(given)?.[1]
  return [
    ...(prefix === undefined ? [] : [{ name: 'prefix', text: JSON.stringify(prefix), literal: prefix, line }]),
    ...(/\bdependencies\s*=/.test(given) ? [{ name: 'dependencies', text: '', literal: undefined, line }] : []),
  ]
}
