import type { Answers } from '../ask/answers.ts'
import type { UnitFacts } from '../detect/facts.ts'
import { UserError } from '../errors.ts'
import type { SystemFile } from '../stacks/system-contract.ts'
import type { UnitInput } from './images.ts'
import { isRun, watcher } from './monitoring.ts'
import type { Networks } from './networks.ts'
import type { RoutePlan } from './plan.ts'
import type { ServicePlan } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'

/** What the load test asks. */
export interface Load {
  /** Services that have to be up before it begins. */
  services: readonly string[]
  /** Where all of its routes are; null: at several addresses, which the routes then begin with. */
  target: string | null
  /** `below`: the least status that counts as failed. */
  routes: readonly { path: string; below: number }[]
}

/** More of them make the test long and its end hard to read. */
const most = 10

/** Without a part that stands for something. */
const plainPath = /^\/[\w/.~-]*$/

/**
 * Each unit that answers requests, through the proxy where one stands in front: its health route, then those that need nothing.
 * @throws UserError where nothing answers requests. @returns null where no test is asked for.
 */
export function loadOf(units: readonly UnitInput[], services: readonly ServicePlan[], routes: readonly RoutePlan[], answers: Answers): Load | null {
  if (!isRun('k6', answers)) return null
  const proxy = services.find((one) => one.role === 'proxy')
  const asked = units.flatMap(({ facts, answers: own }) => {
    const service = services.find((one) => one.name === own.name && one.role === 'app' && !one.onDemand)
    const port = service?.ports[0]?.container
    if (!service || port === undefined) return []
    const route = proxy && routes.find((one) => one.service === service.name)
    const paths = pathsOf(facts, own.healthPath)
    return route
      ? [{ service: proxy.name, origin: `http://${proxy.name}:${proxy.ports[0]?.container}`, paths: paths.flatMap((one) => below(route, one)) }]
      : [{ service: service.name, origin: `http://${service.name}:${port}`, paths }]
  })
  const [first] = asked
  if (!first) throw new UserError('--with k6: nothing here answers requests', { exitCode: 2, todo: ['--without k6'] })
  const one = asked.every((other) => other.origin === first.origin)
  return {
    services: [...new Set(asked.map((other) => other.service))],
    target: one ? first.origin : null,
    routes: asked.flatMap(({ origin, paths }) => paths.map(({ path, below: least }) => ({ path: one ? path : origin + path, below: least }))),
  }
}

type Asked = Load['routes'][number]

/** A route that asks for a login answers 401: that is an answer too. What says whether the program is well must say that it is. */
function pathsOf({ routes, metrics }: UnitFacts, healthPath: string | null): Asked[] {
  const seen = routes.filter((one) => one.method === 'GET' && plainPath.test(one.path) && one.path !== metrics?.path && one.path !== healthPath)
  const paths = [...new Set(seen.map((one) => one.path))].slice(0, most)
  const asked = [...(healthPath === null ? [] : [{ path: healthPath, below: 400 }]), ...paths.map((path) => ({ path, below: 500 }))]
  return asked.length > 0 ? asked : [{ path: '/', below: 500 }]
}

/** As the proxy passes it on; nothing for what no path leads to. */
function below({ path, strip }: RoutePlan, asked: Asked): Asked[] {
  if (strip) return [{ ...asked, path: path.slice(0, -1) + asked.path }]
  return asked.path.startsWith(path) ? [asked] : []
}

export function loadServices(load: Load | null, services: readonly ServicePlan[], answers: Answers, { app, back }: Networks): ServicePlan[] {
  const answer = answers.services.find((one) => one.kind === 'k6')
  if (!load || !answer) return []
  const waits = load.services.map((name) => ({
    service: name,
    condition: services.find((one) => one.name === name)?.health === 'none' ? ('service_started' as const) : ('service_healthy' as const),
  }))
  const plain = watcher(
    answer,
    app.filter((one) => !back.includes(one)),
    answers,
  )
  const given = knobs(load).map(({ name }) => ({ name, value: '', secret: false }))
  return [{ ...plain, environment: [...plain.environment, ...given], dependsOn: waits, restart: 'no', ends: true }]
}

/** What a person may say otherwise; the script has what holds else. */
export function loadVariables(load: Load | null): VariablePlan[] {
  if (!load) return []
  const all = { group: 'Load test', fresh: 'example' as const, required: false, optional: true, urlSafe: false }
  return knobs(load).map((one) => ({ ...one, ...all }))
}

function knobs({ target }: Load): { name: string; example: string; comment: string }[] {
  return [
    { name: 'LOAD_USERS', example: '10', comment: 'Users at the same time.' },
    { name: 'LOAD_RAMP', example: '10s', comment: 'Time in which they come, and go again.' },
    { name: 'LOAD_DURATION', example: '30s', comment: 'Time in which all of them are there.' },
    { name: 'LOAD_P95_MS', example: '500', comment: 'Milliseconds within which 95 of 100 answers must be there.' },
    { name: 'LOAD_FAILED', example: '0.01', comment: 'The share of answers that may fail.' },
    ...(target === null ? [] : [{ name: 'LOAD_TARGET', example: target, comment: 'Who is asked.' }]),
  ]
}

export function loadFiles(load: Load | null): SystemFile[] {
  if (!load) return []
  const routes = load.routes.map(({ path, below: least }) => ({ path: `'${path}'`, below: least }))
  return [{ path: 'load/script.js', template: 'load-script.js', values: { target: load.target ?? '', routes }, plain: true, mounted: true }]
}
