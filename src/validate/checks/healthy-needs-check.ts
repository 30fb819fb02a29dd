import { posix } from 'node:path'
import { dependenciesOf, isRecord, overlaid, placeOf, strings, type ComposeService } from '../compose.ts'
import { lineage, stageOf } from '../../detect/readers/dockerfile.ts'
import { composeSets, type Finding, type Written } from '../written.ts'

/** Whoever is waited for until healthy has a health check, in compose or in its image; without one docker waits and then fails. */
export function healthyNeedsCheck(written: Written): readonly Finding[] {
  const found = new Map<string, Finding>()
  for (const { overlay, files } of composeSets(written)) {
    const services = overlaid(files)
    for (const [name, service] of Object.entries(services)) {
      for (const { service: target, condition } of dependenciesOf(service)) {
        const key = `${name} ${target}`
        if (condition !== 'service_healthy' || found.has(key) || !services[target] || hasCheck(written, target, services[target])) continue
        const detail = `${name} waits until ${target} is healthy, and ${target} has no health check${overlay === null ? '' : ` with ${overlay}`}`
        found.set(key, { ok: false, detail, at: placeOf(files, 'services', name, 'depends_on', target) })
      }
    }
  }
  return [...found.values()]
}

function hasCheck(written: Written, name: string, service: ComposeService): boolean {
  if (isRecord(service.healthcheck)) {
    if (service.healthcheck.disable === true || strings(service.healthcheck.test)[0] === 'NONE') return false
    if (service.healthcheck.test !== undefined) return true
  }
  return written.plan.services.find((one) => one.name === name)?.health === 'image' || imageHasCheck(written, service)
}

/** HEALTHCHECK is inherited from the stage below; the last one counts. An image from elsewhere cannot be looked into: none. */
function imageHasCheck({ dockerfiles }: Written, service: ComposeService): boolean {
  const build = typeof service.build === 'string' ? { context: service.build } : service.build
  if (!isRecord(build)) return false
  const path = posix.join(typeof build.context === 'string' ? build.context : '.', typeof build.dockerfile === 'string' ? build.dockerfile : 'Dockerfile')
  const file = dockerfiles.get(path)
  const stage = file && stageOf(file, typeof build.target === 'string' ? build.target : null)
  if (!file || !stage) return false
  for (const one of lineage(file, stage)) {
    const check = one.instructions.findLast((instruction) => instruction.name === 'HEALTHCHECK')
    if (check) return check.rest.trim().toUpperCase() !== 'NONE'
  }
  return false
}
