import type { MetricsFact, UnitFacts } from '../facts.ts'
import type { Ledger } from '../ledger.ts'
import { lineAt, type Script } from './sources.ts'

/** Packages that answer Prometheus, the more special first: how their options name the path; null: the code's own route does. */
const libraries: readonly { name: string; option: RegExp | null }[] = [
  { name: 'express-prom-bundle', option: /\bmetricsPath\s*:\s*['"`](\/[\w./-]*)['"`]/ },
  { name: 'fastify-metrics', option: /\bendpoint\s*:\s*['"`](\/[\w./-]*)['"`]/ },
  { name: '@willsoto/nestjs-prometheus', option: /\bpath\s*:\s*['"`](\/[\w./-]*)['"`]/ },
  { name: 'prom-client', option: null },
]

/** Where a program of Node's answers Prometheus: at the path that its library adds, or at a route that the code has beside the client. */
export function nodeMetrics(scripts: readonly Script[], routes: UnitFacts['routes'], ledger: Ledger): MetricsFact | null {
  for (const { name, option } of libraries) {
    const using = scripts.find(({ text }) => new RegExp(`(from|require\\(|import)\\s*['"\`]${name}['"\`]`).test(text))
    const seen = using && (option ? added(using, option, scripts) : answered(scripts, routes))
    if (!seen) continue
    ledger.evidence.push({ key: 'metrics', value: seen.path, file: seen.file, line: seen.line, confidence: 'certain' })
    return { library: name, ...seen, port: null }
  }
  return null
}

function added({ text, file }: Script, option: RegExp, scripts: readonly Script[]) {
  const stated = option.exec(text)
  // Nest puts it in front of every controller, the library's too.
  const prefix = scripts.flatMap((one) => /\.setGlobalPrefix\(\s*['"`]\/?([\w/-]+)['"`]\s*\)/.exec(one.text)?.[1] ?? [])[0]
  return { path: `${prefix === undefined ? '' : `/${prefix}`}${stated?.[1] ?? '/metrics'}`, file, line: stated ? lineAt(text, stated.index) : 1 }
}

function answered(scripts: readonly Script[], routes: UnitFacts['routes']) {
  const route = routes.find((one) => (one.method === 'GET' || one.method === 'ALL') && /(^|\/)metrics\/?$/.test(one.path))
  if (route) return { path: route.path, file: route.file, line: route.line }
  // A server without a framework compares the path itself.
  for (const { text, file } of scripts) {
    const compared = /===?\s*['"`](\/(?:[\w-]+\/)*metrics)['"`]/.exec(text)
    if (compared) return { path: compared[1] ?? '/metrics', file, line: lineAt(text, compared.index) }
  }
  return null
}
