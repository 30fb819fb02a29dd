import type { Ledger } from './ledger.ts'
import type { Route } from './routes.ts'

/** Ends of paths that people give to checks, best first: is it alive comes before can it do its work. */
const endings: readonly RegExp[] = [
  /\/(livez|live|liveness|alive)\/?$/,
  /\/(healthz|health|health[-_]?check|healthy|_health)\/?$/,
  /\/(ping|heartbeat|__heartbeat__|up)\/?$/,
  /\/(status|_status)\/?$/,
  /\/(readyz|ready|readiness)\/?$/,
]

/** Where a health check without a telling name ranks: beside `/health`. */
const ordinary = 1

/** Without a part that stands for something: `{id}`, `<id>`, `:id`, a pattern. */
const plainPath = /^\/[\w/.~-]*$/

/** The route to probe, or null with a question that need not be answered. */
export function chooseHealth(routes: readonly Route[], ledger: Ledger): string | null {
  const candidates = routes
    .filter((route) => route.method === 'GET' && plainPath.test(route.path))
    .map((route) => ({ route, rank: rankOf(route) }))
    .filter((one) => one.rank >= 0)
    .sort((a, b) => Number(a.route.guarded) - Number(b.route.guarded) || a.rank - b.rank || a.route.path.length - b.route.path.length)
  for (const { route } of candidates) noteFalseHealth(route, ledger)
  const best = candidates[0]?.route
  if (!best) {
    ledger.unknown.push({ key: 'health-path', why: 'no route looks like a health check; any answer below 500 on / counts', required: false })
    return null
  }
  ledger.evidence.push({ key: 'healthPath', value: best.path, file: best.file, line: best.line, confidence: best.guarded ? 'likely' : 'certain' })
  return best.path
}

function rankOf({ path, isHealth }: Route): number {
  const rank = endings.findIndex((ending) => ending.test(path))
  return rank < 0 && isHealth ? ordinary : rank
}

/** A check that says "unhealthy" and 200 in one answer: whoever asks over HTTP only sees the 200. */
function noteFalseHealth(route: Route, ledger: Ledger): void {
  const definition = route.handler?.definition
  if (!definition || /status_code|HTTPException|\braise\b|Response\(|,\s*5\d\d\b|\babort\(|status\s*=\s*\D{0,24}5\d\d/.test(definition.text)) return
  const inExcept = definition.returns.find((one) => one.inExcept)
  const words = /["'](?:unhealthy|not[ _]?healthy|not[ _]?ok|down|error|failed|failing|degraded|unavailable|not[ _]?ready)["']/i.exec(definition.text)
  if (!inExcept && !words) return
  const line = inExcept?.line ?? definition.line + definition.text.slice(0, words?.index ?? 0).split('\n').length - 1
  const isFastapi = [...(route.handler?.module.imports.values() ?? [])].some((name) => /^fastapi\b/.test(name))
  const mend = isFastapi ? 'raise HTTPException(503) there, or set the status code' : 'answer with status 503 there'
  const text = `${route.method} ${route.path} answers 200 even when it says that something is wrong; ${mend}`
  if (!ledger.notes.some((note) => note.file === route.file && note.line === line)) ledger.notes.push({ text, file: route.file, line })
}
