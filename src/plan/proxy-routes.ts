import { commandOf } from './command.ts'
import { faceOf, type Face } from './face.ts'
import type { UnitInput } from './images.ts'
import type { RoutePlan } from './plan.ts'
import type { ServicePlan } from './service-plan.ts'

export interface Routes {
  routes: readonly RoutePlan[]
  /** Services that no path leads to, which keep a port of their own, and why. */
  apart: readonly { service: string; why: string }[]
}

/** One that answers requests. `unit`: whose code it runs; null: a framework's own server. */
interface Candidate {
  service: ServicePlan
  port: number
  unit: UnitInput | null
  face: Face
}

type Placed = Pick<RoutePlan, 'path' | 'strip'>

/**
 * Which path leads to which service. Pages have the root, one API beside them `/api/`, as it is where its own routes begin so and without
 * that part elsewhere; what else can live below a path has its name. No two have the same, and none hides a route of the pages' own.
 *
 * @param services those of the units, and of frameworks beside them.
 */
export function proxyRoutes(units: readonly UnitInput[], services: readonly ServicePlan[]): Routes {
  const all = candidates(units, services)
  const root = atRoot(all)
  const apis = all.filter((one) => one !== root && one.face === 'api')
  const routes: RoutePlan[] = root ? [routeTo(root, { path: ownBase(root.unit) ?? '/', strip: false })] : []
  const apart: { service: string; why: string }[] = []
  for (const one of all) {
    if (one === root) continue
    const free = ({ path }: Placed) => !routes.some((route) => route.path === path) && !leadsInto(root, path)
    const places = placesFor(one, apis.length === 1).filter(free)
    if (places.length === 0) apart.push({ service: one.service.name, why: whyApart(one) })
    // A site of several parts has each of them; of names in a row the first does.
    else routes.push(...(one.face === 'mixed' ? places : places.slice(0, 1)).map((place) => routeTo(one, place)))
  }
  return { routes: [...routes].sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1)), apart }
}

function candidates(units: readonly UnitInput[], services: readonly ServicePlan[]): Candidate[] {
  return services.flatMap((service) => {
    const port = service.ports[0]?.container
    if (service.role !== 'app' || service.onDemand || port === undefined) return []
    const unit = units.find((one) => one.answers.name === service.name) ?? null
    return [{ service, port, unit, face: unit ? faceOf(unit) : 'dashboard' }]
  })
}

/** Who answers where no path says otherwise: the most of a page among them, or the only one. */
function atRoot(all: readonly Candidate[]): Candidate | undefined {
  const [first, second] = (['site', 'dashboard', 'mixed', 'api'] as const).flatMap((face) =>
    all.filter((one) => one.face === face).sort((a, b) => rankOf(a) - rankOf(b)),
  )
  // Of several APIs none is more at home there than the others.
  return first?.face === 'api' && second ? undefined : first
}

/** Of several pages the one that its name puts in front, or at least not behind. */
function rankOf({ service: { name } }: Candidate): number {
  if (/^(web|www|frontend|front|site|website|app|client|ui|main)$/.test(name)) return 0
  return /(^|[-_])(admin|backoffice|back-office|dashboard|docs|internal|console|ops)([-_]|$)/.test(name) ? 2 : 1
}

/** The path below which its own settings put it, where they do. */
export function ownBase(unit: UnitInput | null): string | undefined {
  const page = unit?.facts.details['page']
  return page !== undefined && page !== '/' && isPlain(page) && page.endsWith('/') ? page : undefined
}

function placesFor(one: Candidate, alone: boolean): Placed[] {
  const own = ownBase(one.unit)
  if (own !== undefined) return [{ path: own, strip: false }]
  if (one.face === 'api') return apiPlaces(one, alone)
  if (one.face === 'mixed') return partsOf(one)
  const below = one.unit && commandOf(one.unit).below
  return below ? [{ path: `/${one.service.name}/`, strip: !below.whole }] : []
}

/** Names that say nothing but that it is the API. */
const plainNames = /^(api|backend|server)$/

function apiPlaces({ unit, service: { name } }: Candidate, alone: boolean): Placed[] {
  const routes = (unit?.facts.routes ?? []).map((one) => one.path).filter((path) => !besideTheWork.test(path))
  const named = [`/${name}/`, `/${name}-api/`].map((path) => ({ path, strip: true }))
  if (routes.length > 0 && routes.every((path) => path.startsWith('/api/'))) {
    return [...(alone ? ['/api/'] : []), commonPath(routes), '/api/'].map((path) => ({ path, strip: false })).concat(named)
  }
  return [...(alone || plainNames.test(name) ? [{ path: '/api/', strip: true }] : []), ...named]
}

/** Routes that every API has, wherever its own are. */
const besideTheWork = /^\/?$|^\/(health\w*|ready\w*|live\w*|ping|status|up|metrics|docs|redoc|openapi\.json)\/?$|\/health\w*\/?$/

/** `/api/orders/` of `/api/orders/{id}` and `/api/orders/`. */
function commonPath(routes: readonly string[]): string {
  const [first = [], ...others] = routes.map((path) => path.split('/').filter(Boolean))
  const differs = first.findIndex((segment, index) => !isPlain(segment) || others.some((other) => other[index] !== segment))
  return `/${(differs < 0 ? first : first.slice(0, differs)).map((one) => `${one}/`).join('')}`
}

/** What makes pages and answers programs cannot be moved below a path: the first parts of its own routes lead to it. */
function partsOf({ unit }: Candidate): Placed[] {
  const parts = (unit?.facts.routes ?? []).map((one) => one.path.split('/')[1] ?? '').filter((part) => part !== '' && isPlain(part))
  const assets = unit?.facts.details['staticRoot'] === undefined || parts.length === 0 ? [] : ['static']
  return [...new Set([...parts, ...assets])].map((part) => ({ path: `/${part}/`, strip: false }))
}

/** Nothing that a proxy's own language, or a pattern of it, would read as more than a name. */
function isPlain(text: string): boolean {
  return /^[\w~/-]+$/.test(text)
}

function leadsInto(root: Candidate | undefined, path: string): boolean {
  return root?.unit?.facts.routes.some((one) => `${one.path}/`.startsWith(path)) ?? false
}

function whyApart({ face, unit }: Candidate): string {
  if (face === 'mixed') return 'its paths could not be read from its source'
  return unit === null ? 'its own settings say where it is' : 'it makes addresses from the root on, and one page has that already'
}

/** A server that answers one request after the other needs each of them out of its way. */
const inOnePiece = /^(gunicorn|uwsgi|waitress-serve)$/

function routeTo({ service, port, unit }: Candidate, place: Placed): RoutePlan {
  const streams = !unit || !inOnePiece.test(commandOf(unit).run[0] ?? '')
  return { service: service.name, port, ...place, streams }
}
