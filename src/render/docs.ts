import type { Facts } from '../detect/facts.ts'
import { formatPlace } from '../errors.ts'
import { withoutVersion } from '../plan/backing.ts'
import { otherMachine } from '../plan/architectures.ts'
import { trusts } from '../plan/behind-proxy.ts'
import { replicasVariable } from '../plan/variables.ts'
import type { Plan } from '../plan/plan.ts'
import type { ServicePlan } from '../plan/service-plan.ts'
import { envTarget } from '../plan/outputs.ts'
import { docsBackup } from './docs-backup.ts'
import { commandRows } from './docs-commands.ts'
import { elsewhereView } from './docs-elsewhere.ts'
import { monitoringView } from './docs-monitoring.ts'
import { jobProfile, jobsOf, onlyJobs, testsOf } from './jobs.ts'
import { pagesOf, type Page } from './pages.ts'
import { wayIn } from './way-in.ts'
import { troubles } from './docs-troubles.ts'

/** What DOCKER.md is made from: only what this project has, under its own names. */
export function docsView(plan: Plan, facts: Facts): Record<string, unknown> {
  const app = plan.services.find((one) => one.role === 'app')
  const image = plan.images[0]
  const profiled = plan.services.some((one) => one.profiles.includes('full'))
  const way = wayIn(plan, facts)
  const port = plan.proxy ? way?.port : app?.ports[0]
  const internal = plan.networks.some((one) => one.internalInProduction)
  return {
    title: plan.project,
    project: plan.project,
    ...diagram(plan),
    startCommand: startCommand(plan, profiled),
    job: onlyJobs(plan) ? jobView(plan) : null,
    jobs: jobsOf(plan)
      .map((one) => `\`${one.service.name}\``)
      .join(', '),
    migrate: plan.services.some((one) => one.role === 'init'),
    migration: plan.services.find((one) => one.role === 'init' && 'unit' in one.from)?.name ?? null,
    port: port?.host ?? '',
    host: way?.host ?? '127.0.0.1',
    portVariable: port?.variable ?? '',
    healthPath: plan.proxy ? (way?.page ?? '/') : (facts.units[0]?.details['page'] ?? facts.units[0]?.healthPath ?? '/'),
    proxy: plan.proxy ? proxyView(plan.proxy, plan) : null,
    tls: endsTls(plan),
    devPorts: capital(
      plan.services
        .filter((one) => one.developmentPorts.length > 0 && one.role !== 'monitor')
        .map((one) => withoutVersion(one.title))
        .join(' and '),
    ),
    devcontainer: plan.outputs.includes('devcontainer') && plan.images.some((one) => one.targets.includes('development')),
    commands: commandRows(plan).map((row) => ({ ...row, docker: cell(row.docker) })),
    monitoring: monitoringView(plan),
    services: plan.services.map((one) => ({ name: one.name, title: cell(one.title), profiles: one.profiles.join(', ') || 'always' })),
    pages: pagesOf(plan).map((one) => ({ start: startPage(plan, one), name: one.service.name, title: one.service.title, url: one.url, ...one.login })),
    profiled,
    full: profiled ? ' --profile full' : '',
    volumes: plan.volumes.map((one) => `\`${one.name}\` (${one.holds})`).join(', '),
    variables: appVariables(plan, facts),
    composeFile: plan.files.compose,
    prodFile: plan.files.composeProd,
    uid: (image?.build ?? image?.recipe ?? image?.node)?.user.uid ?? null,
    runsAs: runsAs(plan),
    bake: plan.outputs.includes('bake'),
    lacks: plan.images.flatMap(({ unit, lack }) => (lack ? [{ unit, machine: otherMachine(lack.machine) }] : [])),
    ci: plan.outputs.includes('ci'),
    branch: plan.branch,
    tested: testsOf(plan).length > 0,
    replicas: app?.scalable ? replicasVariable(app.name) : null,
    network: `${plan.project}_${app?.networks[0] ?? 'default'}`,
    app: app?.name ?? '',
    containerPort: app?.ports[0]?.container ?? '',
    internal,
    trusts: plan.variables.some((one) => one.name === trusts) ? trusts : null,
    update: updateView(plan),
    standstill: updateView(plan) === null && answering(plan).length > 0,
    workers: app?.environment.find((one) => /^(WEB_CONCURRENCY|GRANIAN_WORKERS)$/.test(one.name))?.name ?? null,
    secretFiles: plan.secretFiles,
    secrets: plan.secrets.map((one) => `\`${one.name}\``).join(', '),
    elsewhere: elsewhereView(plan),
    backup: docsBackup(plan),
    advice: plan.advice.map((one) => ({ title: one.title, text: one.text, place: one.at ? formatPlace(one.at) : null })),
    troubles: troubles(plan).map((row) => ({ ...row, look: cell(row.look), mend: cell(row.mend) })),
  }
}

/** Those that requests wait for: a worker's work waits by itself. */
function answering({ services }: Plan): ServicePlan[] {
  return services.filter((one) => one.role === 'app' && one.ports.length > 0)
}

/** How a release takes the place of another one while both answer; null: there is one container of each. */
function updateView(plan: Plan) {
  const names = answering(plan).flatMap((one) => (one.scalable ? [one.name] : []))
  if (names.length === 0) return null
  // Twice as many as the default.
  return { scale: names.map((name) => `--scale ${name}=4`).join(' '), names: names.join(' ') }
}

function proxyView({ service, routes }: NonNullable<Plan['proxy']>, plan: Plan) {
  const file = plan.services.find((one) => one.name === service)?.volumes.flatMap((one) => (one.kind === 'bind' ? [one.source.replace(/^\.\//, '')] : []))[0]
  return { service, file, tls: endsTls(plan), routes: routes.map((one) => ({ path: one.path, service: one.service, strip: one.strip })) }
}

function endsTls({ services }: Plan): boolean {
  return services.some((one) => one.inProduction.publicPorts)
}

/** The variable that says who owns what containers write. */
function runsAs({ images }: Plan): string {
  return /^\$\{(\w+)/.exec(images[0]?.recipe?.runsAs ?? '')?.[1] ?? 'APP_UID'
}

/** The one program, where it is one that ends. */
function jobView(plan: Plan) {
  const [job] = jobsOf(plan)
  return job ? { name: job.service.name, profile: jobProfile(job) } : null
}

function startPage(plan: Plan, { target, service }: Page): string {
  const ours = plan.outputs.includes('makefile') && !plan.files.foreignTargets.includes(target)
  return ours ? `make ${target}` : `docker compose --profile tools up -d --build --wait ${service.name}`
}

function startCommand(plan: Plan, profiled: boolean): string {
  const [job] = onlyJobs(plan) ? jobsOf(plan) : []
  if (job) {
    const run = `docker compose${jobProfile(job)} run --rm --build ${job.service.name}`
    if (!plan.outputs.includes('makefile')) return run
    return plan.files.foreignTargets.includes(job.target) ? `make ${envTarget(plan)} && ${run}` : `make ${job.target}`
  }
  const start = `docker compose${profiled ? ' --profile full' : ''} up -d --build --wait`
  if (!plan.outputs.includes('makefile')) return start
  return plan.files.foreignTargets.includes('up') ? `make ${envTarget(plan)} && ${start}` : 'make up'
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** A table cell: a bar would end it. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function appVariables(plan: Plan, facts: Facts) {
  const read = new Set(facts.units.flatMap((unit) => unit.variables.map((one) => one.name)))
  return plan.variables.filter((one) => read.has(one.name)).map((one) => ({ name: one.name, comment: cell(one.comment) }))
}

function diagram(plan: Plan) {
  const shape = (service: ServicePlan): [string, string] =>
    service.role === 'backing' || service.role === 'test-backing'
      ? ['[(', ')]']
      : service.role === 'app' || service.role === 'page' || service.role === 'proxy' || (service.role === 'monitor' && !service.ends)
        ? ['[', ']']
        : ['[/', '/]']
  const nodes = plan.services.map((service) => {
    const [open, close] = shape(service)
    const ports = service.ports.map((one) => ` :${one.container}`).join('')
    return { id: id(service.name), label: `${service.name}${ports}<br/>${service.title.replaceAll('"', "'")}`, open, close }
  })
  const edges = plan.services.flatMap((service) => [
    ...service.ports.map((port) => ({ from: 'you', arrow: `-- "127.0.0.1:${port.host}" -->`, to: id(service.name) })),
    ...service.dependsOn.map((one) => ({
      from: id(service.name),
      arrow: one.condition === 'service_completed_successfully' ? '-.->' : service.role === 'proxy' ? `-- "${pathsTo(one.service, plan)}" -->` : '-->',
      to: id(one.service),
    })),
  ])
  return { nodes, edges, legend: plan.services.some((one) => one.dependsOn.length > 0) }
}

function pathsTo(service: string, { proxy }: Plan): string {
  return (proxy?.routes ?? []).flatMap((one) => (one.service === service ? [one.path] : [])).join(' ')
}

/** `end` and the like are words of the diagram's language. */
function id(name: string): string {
  return `s_${name.replace(/[^A-Za-z0-9]/g, '_')}`
}
