import type { SourceFile } from './import-root.ts'
import type { PythonModule } from './source.ts'

// Most modules of a large API hold routes and nothing else that says how to run it. Of a project's routes only those that may be a health
// check matter, so the others' modules are known by the names of their routers alone, and nobody parses them.

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

/** The module as far as those that include its routers have to know it. */
export function routersIn(file: string, name: string, text: string): PythonModule {
  const found = [...text.matchAll(/^([A-Za-z_]\w*)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(?:\w+\.)*(\w*Router)\(/gm)]
  const assignments = found.map((match) => {
    const line = text.slice(0, match.index).split('\n').length
    return { name: match[1] ?? '', call: { callee: `fastapi.${match[2] ?? ''}`, arguments: [], line }, text: '', literal: undefined, scope: null, line }
  })
  const empty = { starImports: [], functions: [], classes: [], calls: [], subscripts: [], urls: [] }
  return { file, name, imports: new Map([['APIRouter', 'fastapi.APIRouter']]), assignments, ...empty }
}
