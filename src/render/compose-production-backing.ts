import { takenAway } from '../plan/interpolate.ts'
import { secretsIn } from '../plan/secrets.ts'
import { serviceOf } from '../services/index.ts'
import type { Plan } from '../plan/plan.ts'
import type { EnvironmentEntry, ServicePlan } from '../plan/service-plan.ts'
import { composeList } from './compose.ts'
import { yaml, yamlList } from './escape/yaml.ts'

/** A secret that an image takes: under which name, and the file that production has it in. */
interface Filled {
  name: string
  file: string
  secret: string
}

/** What production says of a backing service: hardened, its secrets from files. */
export function productionBacking(service: ServicePlan, plan: Plan): Record<string, unknown> {
  const kind = serviceOf(service.kind ?? service.name)
  const filled = service.environment.flatMap((entry) => filledBy(entry, plan))
  const byShell = filled.filter((one) => !kind.secretFiles[one.name])
  if (service.inProduction.absent) return { name: service.name, absent: true }
  return {
    name: service.name,
    ...startedByShell(service, byShell),
    publicPorts: service.inProduction.publicPorts?.map(({ variable, host, container }) => yaml(`\${${variable}:-${host}}:${container}`)) ?? null,
    environment: [
      ...filled.flatMap(({ name, file }) => {
        const form = kind.secretFiles[name]
        return [{ name, value: takenAway }, ...(form ? [{ name: form, value: yaml(file) }] : [])]
      }),
      ...(service.role === 'proxy' ? service.inProduction.environment.map(({ name, value }) => ({ name, value: yaml(value) })) : []),
    ],
    secrets: filled.length > 0 ? yamlList(filled.map((one) => one.secret)) : null,
    hardened: true,
    readOnly: kind.writesItself === undefined,
    writesItself: kind.writesItself ?? null,
    tmpfs: kind.tmpfs.length > 0 ? yamlList(kind.tmpfs) : null,
    capabilities: kind.capabilities.length > 0 ? yamlList(kind.capabilities) : null,
    healthTest: checkedWithFiles(service, filled),
    reservation: yaml(`\${${service.limits.reservationVariable}:-${service.limits.reservation}}`),
  }
}

function filledBy(entry: EnvironmentEntry, plan: Plan): Filled[] {
  const [secret] = entry.secret ? secretsIn(entry.value, plan.secrets) : []
  return secret ? [{ name: entry.name, file: `/run/secrets/${secret.name}`, secret: secret.name }] : []
}

/** For images that read no file: a shell puts the secrets into the environment of the program alone. */
function startedByShell(service: ServicePlan, byShell: readonly Filled[]) {
  const { start } = serviceOf(service.kind ?? service.name)
  if (byShell.length === 0 || !start) return { entrypoint: null, command: null }
  const exports = byShell.map((one) => `export ${one.name}="$(cat ${one.file})"`).join('; ')
  return {
    entrypoint: composeList(['sh', '-c', `${exports}; exec "$0" "$@"`, ...start.entrypoint]),
    // A new entrypoint drops the image's command, so it is named again.
    command: composeList(service.command ?? start.command),
  }
}

/** A check that logs in finds its password where the service does; its own environment has none. */
function checkedWithFiles({ health }: ServicePlan, filled: readonly Filled[]): string | null {
  if (typeof health !== 'object') return null
  const [form = '', ...words] = health.plan.test
  const needed = filled.filter((one) => words.some((word) => new RegExp(`\\$\\{?${one.name}\\b`).test(word)))
  if (needed.length === 0 || form !== 'CMD-SHELL') return null
  return composeList([form, [...needed.map((one) => `${one.name}="$(cat ${one.file})"`), words.join(' ')].join('; ')])
}
