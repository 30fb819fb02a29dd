import type { Plan } from '../plan/plan.ts'
import { loadTestOf, watchOf } from './monitoring.ts'

/** What DOCKER.md says of figures and of the load test; null: there is neither. */
export function monitoringView(plan: Plan): Record<string, unknown> | null {
  const watch = watchOf(plan)
  const load = loadTestOf(plan)
  if (!watch && !load) return null
  const ours = (target: string) => plan.outputs.includes('makefile') && !plan.files.foreignTargets.includes(target)
  return {
    watch: watch && {
      ...watch,
      command: ours('monitoring') ? 'make monitoring' : 'docker compose --profile monitoring up -d --wait',
      rows: asked(plan),
      login: plan.services.some((one) => one.environment.some((entry) => entry.name === 'METRICS_PASSWORD')),
      telemetry: plan.variables.find((one) => one.name === 'OTEL_EXPORTER_OTLP_ENDPOINT' && one.group === 'Telemetry')?.example ?? null,
    },
    load: load && {
      ...load,
      command: ours('load-test') ? 'make load-test LOAD_USERS=50 LOAD_DURATION=1m' : `docker compose --profile load run --rm ${load.name}`,
    },
  }
}

/** The rows of prometheus.yml. */
function asked({ settings }: Plan) {
  const scrapes = settings.find((one) => one.template === 'prometheus.yml')?.values['scrapes']
  const rows: readonly unknown[] = Array.isArray(scrapes) ? scrapes : []
  return (rows as Readonly<Record<string, string | number>>[]).map(({ job, host, port, path, shows }) => ({ job, at: `${host}:${port}${path}`, shows }))
}
