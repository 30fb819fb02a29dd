import type { BelowPath } from '../stacks/contract.ts'
import { stackOf } from '../stacks/index.ts'
import { commandOf } from './command.ts'
import { healthOf } from './health.ts'
import type { UnitInput } from './images.ts'
import { ownBase, type Routes } from './proxy-routes.ts'
import type { EnvironmentEntry, ServicePlan } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'

/** By which uvicorn and gunicorn are told whose word on a client counts. */
export const trusts = 'FORWARDED_ALLOW_IPS'

/** Servers of Node's that believe nobody until their code says whom; as their makers write them, with the line that says it. */
export const trustLines: Readonly<Record<string, string>> = {
  Express: `app.set('trust proxy', process.env.${trusts} ?? false)`,
  NestJS: `app.set('trust proxy', process.env.${trusts} ?? false) on a NestExpressApplication`,
  Fastify: `Fastify({ trustProxy: process.env.${trusts} ?? false })`,
  Koa: 'app.proxy = true',
}

/**
 * The units as they are behind a proxy: they believe what it says of a client, and nobody else; those that can be told below which
 * path they are know it; production publishes none of them.
 * @param address of the proxy, as compose text.
 */
export function behindProxy(services: readonly ServicePlan[], { routes, apart }: Routes, units: readonly UnitInput[], address: string): ServicePlan[] {
  return services.map((service) => {
    const route = routes.find((one) => one.service === service.name)
    const unit = units.find((one) => one.answers.name === service.name)
    // What keeps its own port has it in production too, so there is one of it.
    if (!route) return apart.some((one) => one.service === service.name) ? { ...service, scalable: false } : service
    const reached = { ...service, inProduction: { ...service.inProduction, unpublished: true as const } }
    if (!unit) return reached
    const { below } = commandOf(unit)
    const told = below && route.path !== '/' && (route.strip || below.whole) && ownBase(unit) === undefined ? below : undefined
    return {
      ...reached,
      environment: [
        ...believing(service.environment, trustLines[unit.facts.framework ?? ''] !== undefined, address),
        ...(told ? [{ name: told.variable, value: written(route.path, told.form), secret: false }] : []),
      ],
      health: told?.whole ? movedHealth(service.health, unit, route.path) : service.health,
    }
  })
}

/** Variables that no service reads any more: where the proxy's address is known there is nothing to say. */
export function withoutTrust(variables: readonly VariablePlan[], services: readonly ServicePlan[]): VariablePlan[] {
  const asked = services.some((one) => one.environment.some(({ value }) => value.includes(`\${${trusts}`)))
  return variables.filter((one) => asked || one.name !== trusts)
}

function believing(environment: readonly EnvironmentEntry[], always: boolean, address: string): EnvironmentEntry[] {
  const entry = { name: trusts, value: address, secret: false }
  if (environment.some((one) => one.name === trusts)) return environment.map((one) => (one.name === trusts ? entry : one))
  return [...environment, ...(always ? [entry] : [])]
}

function written(path: string, form: BelowPath['form']): string {
  const bare = path.slice(1, -1)
  return { leading: `/${bare}`, bare, both: path }[form]
}

/** It answers below its path alone, the check too. */
function movedHealth(health: ServicePlan['health'], { facts, answers }: UnitInput, path: string): ServicePlan['health'] {
  if (typeof health !== 'object') return health
  const stack = stackOf(answers.stack, facts.framework)
  const moved = { facts, answers: { ...answers, healthPath: `${path.slice(0, -1)}${answers.healthPath ?? '/'}` } }
  const plan = healthOf(stack.probe(moved), stack.startPeriodSeconds, commandOf(moved), [])
  return plan ? { plan } : health
}
