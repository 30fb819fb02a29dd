import type { VariableFact } from '../detect/facts.ts'
import { faceOf } from './face.ts'
import type { UnitInput } from './images.ts'
import type { ServicePlan } from './service-plan.ts'

/** A unit that others send requests to. */
export interface Api {
  unit: UnitInput
  service: ServicePlan
  /** Where it listens in its container. */
  port: number
}

/** Names of variables that say where an API is: `API_URL`, `NEXT_PUBLIC_BACKEND_HOST`, `ORDERS_SERVICE_URL`. */
const endings = '_?(BASE|ROOT)?_?(URL|URI|ENDPOINT|ORIGIN|ADDRESS|HOST|BASE)$'
const general = new RegExp(`(^|_)(API|BACKEND|SERVER|GRAPHQL)${endings}`)

/** An address of this machine, as code has it for when it is tried out. */
const local = /^(https?|wss?):\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal)(:(\d+))?(\/|$)/

/** Those that others could mean: no pages, with a port. */
export function apisOf(units: readonly UnitInput[], services: readonly ServicePlan[]): Api[] {
  return units.flatMap((unit) => {
    const service = services.find((one) => one.name === unit.answers.name && one.role === 'app')
    const port = service?.ports[0]?.container
    return service && port !== undefined && faceOf(unit) !== 'site' && faceOf(unit) !== 'dashboard' ? [{ unit, service, port }] : []
  })
}

/**
 * Which one a variable of `unit` means: by its own name in it, by the port of its default, else the only one there is. Nothing where
 * the code has an address already that is not this machine's, or where several could be meant.
 */
export function meantBy({ name, default: usual = '', example = '' }: VariableFact, unit: UnitInput, apis: readonly Api[]): Api | undefined {
  const stated = local.exec(example || usual)
  if ((example || usual) !== '' && !stated) return undefined
  const others = apis.filter((one) => one.unit.facts.dir !== unit.facts.dir)
  const byName = others.filter((one) => new RegExp(`(^|_)${words(one)}(_|$)(.*_)?(API|SERVICE)?${endings}`).test(name))
  if (byName.length === 1) return byName[0]
  if (!general.test(name)) return undefined
  const byPort = others.filter((one) => stated?.[4] === String(one.port))
  return byPort.length === 1 ? byPort[0] : others.length === 1 ? others[0] : undefined
}

function words({ unit }: Api): string {
  return unit.answers.name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
}
