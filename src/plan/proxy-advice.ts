import type { ServiceAnswers } from '../ask/answers.ts'
import { serviceOf } from '../services/index.ts'
import { trustLines, trusts } from './behind-proxy.ts'
import { commandOf } from './command.ts'
import type { UnitInput } from './images.ts'
import type { Advice, RoutePlan } from './plan.ts'
import type { Routes } from './proxy-routes.ts'

/** Who is reached in another way and why, and what code has to say itself to be right behind a proxy. */
export function proxyAdvice(answer: ServiceAnswers, { apart, routes }: Routes, units: readonly UnitInput[]): Advice[] {
  const { title } = serviceOf(answer.kind)
  return [
    ...apart.map(({ service, why }) => ({ title, text: `${service} keeps a port of its own and is not behind ${title}: ${why}.`, now: true })),
    ...units.flatMap((unit) => {
      const route = routes.find((one) => one.service === unit.answers.name)
      const text = route && lineFor(unit, route)
      const at = unit.facts.evidence.find((one) => one.key === 'entrypoint') ?? unit.facts.evidence.find((one) => one.key === 'stack')
      return text ? [{ title: `Behind ${title}`, text, ...(at ? { at: { file: at.file, line: at.line } } : {}), now: true }] : []
    }),
  ]
}

/** Servers that take the scheme from a proxy whose address they are given. */
const takesScheme = /^(uvicorn|gunicorn)$/

function lineFor(unit: UnitInput, route: RoutePlan): string | null {
  const { facts, answers } = unit
  // What reads the proxy's address has the line already.
  const line = facts.variables.some((one) => one.name === trusts) ? undefined : trustLines[facts.framework ?? '']
  if (line) return `${facts.framework} takes the client's address and https from a proxy only where it is told to: ${line}.`
  if (answers.stack === 'django' && !takesScheme.test(commandOf(unit).run[0] ?? ''))
    return "Django takes https for plain HTTP behind a proxy unless its settings say SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')."
  if (answers.stack === 'flask' && route.strip)
    return `Flask makes addresses without ${route.path.slice(0, -1)} unless werkzeug's ProxyFix says so: app.wsgi_app = ProxyFix(app.wsgi_app, x_prefix=1).`
  return null
}
