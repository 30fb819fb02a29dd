import type { Answers, ServiceAnswers } from '../ask/answers.ts'
import { exporterOf } from '../exporters/index.ts'
import { collector } from '../exporters/telemetry.ts'
import type { Exporter } from '../exporters/contract.ts'
import type { Service } from '../services/contract.ts'
import { serviceOf } from '../services/index.ts'
import type { SystemFile } from '../stacks/system-contract.ts'
import { backingService } from './backing.ts'
import { hostPortVariable } from './connections.ts'
import { dashboardOf } from './dashboard.ts'
import type { Networks } from './networks.ts'
import type { Scrape } from './scrapes.ts'
import type { ServicePlan } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'

/** Whether a kind runs here by a profile of its own. */
export function isRun(kind: string, { services }: Pick<Answers, 'services'>): boolean {
  return services.some((one) => one.kind === kind && !one.managed)
}

/** What gathers and shows figures: Prometheus and Grafana where they are asked for, and beside the services that run here what reads theirs. */
export function monitoringServices(answers: Answers, networks: Networks): ServicePlan[] {
  const asked = answers.services.filter((one) => serviceOf(one.kind).profile === 'monitoring' && !one.managed)
  // Who gathers figures needs a way to the data, who shows them or is sent them none.
  const nets = (kind: string) => (kind === 'grafana' || kind === collector.kind ? networks.app.filter((one) => !networks.back.includes(one)) : networks.app)
  return [...asked.map((one) => watcher(one, nets(one.kind), answers)), ...exportersOf(answers).flatMap((one) => exporterServices(one, answers, networks))]
}

/** A service that a person starts by its profile, with the files that it reads. */
export function watcher(answer: ServiceAnswers, networks: readonly string[], answers: Answers): ServicePlan {
  const service = serviceOf(answer.kind)
  const plain = backingService(answer, networks, answers.baseRegistry)
  const reads = (service.reads ?? []).map(({ source, path }) => ({ kind: 'bind' as const, source: `./${source}`, path, readOnly: true }))
  const port = { variable: hostPortVariable(service.id), host: service.port, container: service.port }
  return {
    ...plain,
    role: service.profile === 'load' ? 'load' : 'monitor',
    ports: service.published ? [port] : [],
    developmentPorts: service.published || service.port === 0 ? [] : plain.developmentPorts,
    volumes: [...reads, ...plain.volumes],
  }
}

interface Running {
  exporter: Exporter
  service: Service
  answer: ServiceAnswers
}

function exportersOf(answers: Answers): Running[] {
  if (!isRun('prometheus', answers)) return []
  return answers.services.flatMap((answer) => {
    const exporter = answer.managed ? undefined : exporterOf(answer.kind)
    return exporter?.service ? [{ exporter, service: exporter.service, answer }] : []
  })
}

/** The exporter, and before it what makes its login, which may read figures alone. Its port is nobody's but Prometheus'. */
function exporterServices({ exporter: { login }, service, answer }: Running, answers: Answers, { back }: Networks): ServicePlan[] {
  const { kind } = answer
  const own = (text: string) => text.replaceAll('{kind}', kind)
  const plain = watcher({ kind: service.id, managed: false }, back, answers)
  const made = `${kind}-metrics`
  const exporter: ServicePlan = {
    ...plain,
    developmentPorts: [],
    command: plain.command?.map(own) ?? null,
    environment: plain.environment.map((one) => ({ ...one, value: own(one.value) })),
    dependsOn: [login ? { service: made, condition: 'service_completed_successfully' } : { service: kind, condition: 'service_healthy' }],
  }
  if (!login) return [exporter]
  const server = backingService(answer, back, answers.baseRegistry)
  const job: ServicePlan = {
    ...server,
    name: made,
    kind: service.id,
    role: 'monitor',
    title: `the login of ${service.id}, which reads figures alone`,
    command: ['sh', '-c', own(login.script)],
    environment: [...server.environment.filter((one) => login.reads.includes(one.name)), { name: 'METRICS_PASSWORD', value: login.password, secret: true }],
    dependsOn: [{ service: kind, condition: 'service_healthy' }],
    developmentPorts: [],
    volumes: [],
    health: 'none',
    restart: 'no',
    ends: true,
    shmSize: null,
    limits: plain.limits,
  }
  return [job, exporter]
}

export function monitoringVariables(answers: Answers): VariablePlan[] {
  return exportersOf(answers).flatMap(({ service }) =>
    service.variables.map((one) => ({ ...one, example: one.example(answers.project), group: 'Prometheus', optional: false })),
  )
}

function titles(panels: Scrape['panels']): string {
  return panels.map((one) => one.title).join(', ')
}

/** What Prometheus asks, where Grafana finds it, and the dashboard. */
export function monitoringFiles(answers: Answers, scrapes: readonly Scrape[]): SystemFile[] {
  if (!isRun('prometheus', answers)) return []
  const file = (path: string, template: string, values: SystemFile['values']): SystemFile => ({
    path: `monitoring/${path}`,
    template,
    values,
    plain: true,
    mounted: true,
  })
  const asked = scrapes.map(({ job, host, port, path, several, panels }) => ({
    job,
    host,
    port,
    path,
    several,
    usual: path === '/metrics',
    shows: titles(panels),
  }))
  return [
    file('prometheus.yml', 'prometheus.yml', { scrapes: asked }),
    ...(isRun(collector.kind, answers) ? [file('otel-collector.yaml', 'otel-collector.yaml', {})] : []),
    ...(isRun('grafana', answers)
      ? [
          file('grafana/datasources/prometheus.yaml', 'grafana-datasource.yaml', {}),
          file('grafana/dashboards/folder.yaml', 'grafana-dashboards.yaml', {}),
          file('grafana/dashboards/app.json', 'grafana-dashboard.json', dashboardOf(answers.project, scrapes)),
        ]
      : []),
  ]
}
