import { dependenciesOf, overlaid, placeOf, profilesOf } from '../compose.ts'
import { composeSets, type Finding, type Written } from '../written.ts'
import { unclosed } from '../unclosed.ts'

/**
 * Each profile of a service is one of its dependencies' too, or they have none. Then every profile and every mix is a whole project;
 * `docker compose --profile '*' config` would not notice where one is not.
 */
export function closedProfiles(written: Written): readonly Finding[] {
  const found = new Map<string, Finding>()
  for (const { files } of composeSets(written)) {
    const services = overlaid(files)
    for (const [name, service] of Object.entries(services)) {
      for (const { service: dependency } of dependenciesOf(service)) {
        const target = services[dependency]
        const detail = target
          ? unclosed(name, profilesOf(service), dependency, profilesOf(target))
          : `${name} depends on ${dependency}, and there is no such service`
        if (detail !== null && !found.has(detail)) found.set(detail, { ok: false, detail, at: placeOf(files, 'services', name, 'depends_on', dependency) })
      }
    }
  }
  return [...found.values()]
}
