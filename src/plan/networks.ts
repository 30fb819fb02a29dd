import type { Answers, ServiceAnswers } from '../ask/answers.ts'
import { serviceOf } from '../services/index.ts'
import { withDefault } from './interpolate.ts'
import type { NetworkPlan } from './plan.ts'
import type { VariablePlan } from './variable-plan.ts'

export interface Networks {
  /** Names of those that apps are on, and that databases are on. Empty: the project's default network is enough. */
  app: readonly string[]
  back: readonly string[]
  plans: readonly NetworkPlan[]
}

export function proxyAnswer(answers: Pick<Answers, 'services'>): ServiceAnswers | undefined {
  return answers.services.find((one) => serviceOf(one.kind).proxy)
}

/** Services that hold data for the units and run here. */
export function backingAnswers(answers: Pick<Answers, 'services'>): ServiceAnswers[] {
  return answers.services.filter((one) => !one.managed && !serviceOf(one.kind).proxy && !serviceOf(one.kind).profile)
}

/** `front` for what people reach, `back` for data, which production cuts off. */
export function networksOf(answers: Pick<Answers, 'services' | 'project'>): Networks {
  const [data, proxy] = [backingAnswers(answers).length > 0, proxyAnswer(answers) !== undefined]
  const front: NetworkPlan = { name: 'front', internalInProduction: false, ...(proxy ? { addresses: addresses(answers.project) } : {}) }
  return {
    app: [...(proxy || data ? ['front'] : []), ...(data ? ['back'] : [])],
    back: data ? ['back'] : [],
    plans: [...(proxy || data ? [front] : []), ...(data ? [{ name: 'back', internalInProduction: true }] : [])],
  }
}

/** Where the proxy is on `front`: units believe what it says of a client, and nobody else, so they have to know it. */
export function proxyAddress(project: string): string {
  return `${prefix(project)}.250`
}

/** The proxy's address is out of the range that others are given theirs from. */
function addresses(project: string): { subnet: string; range: string } {
  return { subnet: `${prefix(project)}.0/24`, range: `${prefix(project)}.0/25` }
}

function prefix(project: string): string {
  return withDefault(prefixVariable, usualPrefix(project))
}

const prefixVariable = 'PROXY_NETWORK'

/**
 * The same for each run and another for each project, so that two of them run side by side. Out of 10.128.0.0/9, from which docker takes
 * no network by itself (its pools are 172.17.0.0/12 and 192.168.0.0/16).
 */
function usualPrefix(project: string): string {
  let hash = 0x811c9dc5
  for (const char of project) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return `10.${128 + ((hash >>> 16) % 127)}.${hash % 256}`
}

export function networkVariable(project: string, group: string): VariablePlan {
  return {
    name: prefixVariable,
    example: usualPrefix(project),
    comment: "First three numbers of the proxy's network, where it has the address that apps believe; another one for a second copy on this machine.",
    group,
    fresh: 'example',
    required: false,
    optional: false,
    urlSafe: false,
  }
}
