import { buildImage, sizes, type Built } from './build.ts'
import type { Figures, Verified, VerifyCheck, VerifyInput } from './contract.ts'
import { secretsInLayers } from './layers.ts'
import { portsAreFree } from './ports.ts'
import { runsHardened } from './production.ts'
import { rebuilt } from './rebuild.ts'
import { hangIsFound, routesAnswer, startsAgain, stops, userOf } from './running.ts'
import { openStand, type Stand } from './stand.ts'
import { containers, healthyAfter, start, type Container } from './start.ts'

/**
 * Builds, starts, asks, hardens and stops a set-up for real, in a copy of the project and under names of its own; then takes all of that away,
 * however it ended. Finds faults, throws for none.
 * @throws the reason of `input.signal` once everything is taken away.
 */
export async function verify(input: VerifyInput): Promise<Verified> {
  input.progress('preparing')
  const stand = await openStand(input)
  if ('words' in stand) return { figures: [], checks: [{ check: 'is valid', service: null, ok: false, detail: stand.words }] }
  const verified: { figures: Figures[]; checks: VerifyCheck[] } = { figures: [], checks: [] }
  try {
    await tried(stand, input, verified)
  } finally {
    input.progress('taking it away')
    await stand.clear()
    input.progress('')
  }
  input.signal.throwIfAborted()
  return verified
}

async function tried(stand: Stand, input: VerifyInput, { figures, checks }: { figures: Figures[]; checks: VerifyCheck[] }): Promise<void> {
  const { plan, facts, project, signal, progress } = input
  checks.push(...(await portsAreFree(plan, await publishedBy(stand, plan.project))))
  const built: Built[] = []
  for (const image of plan.images) {
    signal.throwIfAborted()
    progress(`building ${image.unit}`)
    const result = await buildImage(stand, image)
    if ('check' in result) checks.push(result)
    else built.push(result)
  }
  for (const one of built) {
    signal.throwIfAborted()
    progress(`looking into ${one.image.unit}`)
    const size = await sizes(stand, one)
    figures.push({ unit: one.image.unit, ...size, coldBuild: one.seconds, rebuild: null, healthy: null, stop: null, user: null })
    checks.push(
      { check: 'builds', service: one.image.unit, ok: true, detail: `in ${one.seconds.toFixed(1)} s` },
      await secretsInLayers(stand, one, project.root),
    )
  }
  if (built.length < plan.images.length) return
  signal.throwIfAborted()
  progress('starting')
  const faults = await start(stand)
  const all = await containers(stand)
  const apps = all.filter((one) => plan.services.some((service) => service.name === one.service && service.role === 'app'))
  for (const app of apps.filter((one) => one.state.Status === 'running')) {
    const { user, check } = await userOf(stand, app)
    checks.push(check)
    fill(figures, app.service, { user, healthy: healthyAfter(app) })
  }
  checks.push(...faults)
  if (faults.length > 0) return
  checks.push(
    { check: 'starts', service: null, ok: true, detail: `${all.length} ${all.length === 1 ? 'container' : 'containers'}` },
    ...initsEndedFirst(all, apps, plan),
  )
  for (const app of apps) {
    const unit = facts.units.find((one) => one.name === app.service)
    if (unit) checks.push(...(await routesAnswer(stand, app, unit)))
  }
  await rebuiltEach(stand, built, { figures, checks }, input)
  await stoppedEach(stand, apps, { figures, checks }, input)
  if (!plan.outputs.includes('compose') || signal.aborted) return
  progress('hardened as in production')
  checks.push(
    ...(await runsHardened(
      stand,
      plan,
      apps.map((one) => one.service),
    )),
  )
}

async function rebuiltEach(stand: Stand, built: readonly Built[], { figures, checks }: Verdict, { signal, progress }: VerifyInput): Promise<void> {
  for (const one of built) {
    signal.throwIfAborted()
    progress(`building ${one.image.unit} after a change`)
    const again = await rebuilt(stand, one)
    if (!again) continue
    checks.push(again.check)
    fill(figures, one.image.unit, { rebuild: again.seconds })
  }
}

interface Verdict {
  figures: Figures[]
  checks: VerifyCheck[]
}

async function stoppedEach(stand: Stand, apps: readonly Container[], { figures, checks }: Verdict, { plan, signal, progress }: VerifyInput): Promise<void> {
  for (const app of apps) {
    signal.throwIfAborted()
    const health = healthOf(plan, app.service)
    if (app.state.Health && health) {
      progress(`${app.service}: a hang`)
      checks.push(await hangIsFound(stand, app, health.intervalSeconds * health.retries + health.timeoutSeconds * (health.retries + 1) + 15))
    }
    progress(`${app.service}: its end`)
    const { seconds, check } = await stops(stand, app)
    checks.push(check)
    fill(figures, app.service, { stop: seconds })
    progress(`${app.service}: starting again`)
    checks.push(await startsAgain(stand, app.service))
  }
}

function healthOf({ services, images }: VerifyInput['plan'], name: string) {
  const service = services.find((one) => one.name === name)
  if (service && typeof service.health === 'object') return service.health.plan
  const image = images.find((one) => service && 'unit' in service.from && one.unit === service.from.unit)
  return (image?.build ?? image?.node)?.health ?? null
}

/** What prepares (migrations) ran once, and nothing that needs it was started before. */
function initsEndedFirst(all: readonly Container[], apps: readonly Container[], plan: VerifyInput['plan']): VerifyCheck[] {
  return all.flatMap((one): VerifyCheck[] => {
    if (plan.services.find((service) => service.name === one.service)?.role !== 'init') return []
    const early = apps.find((app) => waitsFor(plan, app.service, one.service) && Date.parse(app.state.StartedAt) < Date.parse(one.state.FinishedAt))
    const detail = early ? `${early.service} was started before it had ended` : 'ran once, and what needs it waited'
    return [{ check: 'prepares first', service: one.service, ok: !early, detail }]
  })
}

function waitsFor({ services }: VerifyInput['plan'], app: string, init: string): boolean {
  return services.find((one) => one.name === app)?.dependsOn.some((one) => one.service === init) ?? false
}

function fill(figures: Figures[], unit: string, more: Partial<Figures>): void {
  const at = figures.findIndex((one) => one.unit === unit)
  const there = figures[at]
  if (there) figures[at] = { ...there, ...more }
}

/** Ports of the person's own stack, which may well run meanwhile. */
async function publishedBy(stand: Stand, project: string): Promise<ReadonlySet<number>> {
  const listed = await stand.docker(['ps', '--filter', `label=com.docker.compose.project=${project}`, '--format', '{{.Ports}}'])
  return new Set([...listed.stdout.matchAll(/:(\d+)->/g)].map((match) => Number(match[1])))
}
