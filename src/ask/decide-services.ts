import type { Facts } from '../detect/facts.ts'
import { UserError } from '../errors.ts'
import { collector, telemetryOf } from '../exporters/telemetry.ts'
import { serviceFor, serviceOf, services } from '../services/index.ts'
import type { Given, ServiceAnswers, UnitAnswers } from './answers.ts'
import { kindOf } from './given.ts'

/** The services of a project: those that were seen, less those left out, with what was named in the place of what speaks the same. */
export function serviceAnswers(facts: Facts, given: Given): ServiceAnswers[] {
  const left = new Set(given.without.map(kindOf))
  const managed = new Map(given.managed.map((one) => [kindOf(one), one]))
  const wanted = new Map(given.with.map((one) => [kindOf(one), one]))
  const named = [...wanted.keys(), ...managed.keys()]
  const protocols = new Set(named.map((kind) => serviceOf(kind).protocol))
  // `--with valkey` where the code has a client of Redis.
  const seen = facts.services.flatMap(({ kind }) => serviceFor(kind) ?? []).filter((one) => !protocols.has(one.protocol))
  const kinds = new Set([...seen.map((one) => one.id), ...named])
  const here = services.filter((service) => kinds.has(service.id) && !left.has(service.id))
  const along = [
    ...here.filter((one) => !managed.has(one.id)).flatMap((one) => one.needs ?? []),
    ...broughtAlong(facts, [...kinds]).filter((kind) => !left.has(kind)),
  ]
  return services
    .filter((service) => here.includes(service) || along.includes(service.id))
    .map(({ id }) => {
      const version = (managed.get(id) ?? wanted.get(id) ?? id).slice(id.length + 1)
      return { kind: id, ...(version === '' ? {} : { version }), managed: managed.has(id) }
    })
}

/** What comes with those that are there, unless it is left out: who looks at figures wants those that programs send too. */
export function broughtAlong({ units }: Facts, kinds: readonly string[]): string[] {
  return kinds.includes('prometheus') && units.some((unit) => telemetryOf(unit) !== null) ? [collector.kind] : []
}

/** What carries tasks to workers, the usual one first. */
const brokers = ['redis', 'valkey', 'rabbitmq']

/** Airflow hands its tasks out through a broker with Celery alone: one that only its old executor spoke for goes, one that it lacks comes. */
export function withBrokers(facts: Facts, units: readonly UnitAnswers[]): Facts {
  const asked = units.filter((one) => one.executor !== undefined)
  if (asked.length === 0) return facts
  const celery = asked.filter((one) => one.executor === 'celery')
  const spokenFor = facts.services.filter(
    (one) => celery.length > 0 || !one.evidence.every((sign) => sign.key === 'uses.redis' && /Executor$/.test(sign.value)),
  )
  const has = spokenFor.some((one) => brokers.includes(one.kind))
  return { ...facts, services: celery.length > 0 && !has ? [...spokenFor, { kind: 'redis', usedBy: celery.map((one) => one.name), evidence: [] }] : spokenFor }
}

/** @throws UserError (exit 2) where the services that were named cannot be in one project. */
export function refuseServices(given: Given): void {
  refuseRivals([...given.with, ...given.managed].map(kindOf))
  refuseAlone(given)
  refuseManagedProxy(given)
}

/** Two that speak the same would be two databases for one address. */
function refuseRivals(kinds: readonly string[]): void {
  for (const [at, kind] of kinds.entries()) {
    const rival = kinds.slice(at + 1).find((other) => other !== kind && serviceOf(other).protocol === serviceOf(kind).protocol)
    if (rival) throw new UserError(`${kind} and ${rival} serve the same code, and one of them is enough`, { exitCode: 2, todo: [`like: --with ${kind}`] })
  }
}

/** What stands in front is known by its address, and production publishes nothing else; what watches is told who is watched by its own files. */
function refuseManagedProxy({ managed }: Given): void {
  const proxy = managed.map(kindOf).find((kind) => serviceOf(kind).proxy ?? serviceOf(kind).profile)
  if (proxy !== undefined)
    throw new UserError(`--managed ${proxy}: one that runs elsewhere needs nothing here`, { exitCode: 2, todo: [`--with ${proxy}, or neither`] })
}

/** A page for a server that somebody else runs would need its address and login; its own page is there already. */
function refuseAlone(given: Given): void {
  const elsewhere = given.managed.map(kindOf)
  for (const kind of given.with.map(kindOf)) {
    const need = serviceOf(kind).needs?.find((one) => elsewhere.includes(one))
    if (need)
      throw new UserError(`${kind} needs ${need} in the project, and it is run elsewhere (--managed)`, { exitCode: 2, todo: [`like: --managed ${need}`] })
  }
}
