import { buildSecretsOf } from '../plan/build-secrets.ts'
import type { Plan } from '../plan/plan.ts'
import type { ServicePlan } from '../plan/service-plan.ts'
import { jobProfile, jobsOf, onlyJobs } from './jobs.ts'

/** What is said of more machines than one: the command, and what of this project it does not carry over. Null: there is nothing to convert. */
export function elsewhereView(plan: Plan): Record<string, unknown> | null {
  const [job] = onlyJobs(plan) ? jobsOf(plan) : []
  const profile = job ? jobProfile(job) : plan.services.some((one) => one.profiles.includes('full')) ? ' --profile full' : ''
  const runs = ({ profiles, inProduction }: ServicePlan) => !inProduction.absent && (profiles.length === 0 || profiles.includes(profile.replace(/^.* /, '')))
  const services = plan.services.filter(runs)
  if (!plan.outputs.includes('compose') || services.length === 0) return null
  const renamed = plan.secrets
    .map(({ name }) => name)
    .filter((name) => name.includes('_'))
    .sort((a, b) => b.length - a.length)
  return {
    files: `-f ${plan.files.compose} -f ${plan.files.composeProd}${profile}`,
    secrets: plan.secrets.length + plan.secretFiles.length > 0,
    renamed: renamed.map((name) => ` -e 's#/run/secrets/${name.replaceAll('_', '-')}#/run/secrets/${name}#g'`).join(''),
    lost: lostOf(plan, services).map(([lost, then]) => ({ lost, then })),
  }
}

type Loss = readonly [lost: string, then: string]

/** What kompose leaves out or changes of what production has (kompose 1.36: pkg/loader/compose, pkg/transformer/kubernetes), and what to do. */
function lostOf(plan: Plan, services: readonly ServicePlan[]): readonly Loss[] {
  const stay = services.filter((one) => one.restart !== 'no')
  const jobs = services.filter((one) => one.restart === 'no')
  const waiting = services.filter((one) => one.dependsOn.some((other) => services.some(({ name }) => name === other.service)))
  const mounts = (one: ServicePlan, name?: string) => one.volumes.some((mount) => mount.kind === 'volume' && (name === undefined || mount.name === name))
  const volumes = plan.volumes.filter(({ name }) => services.some((one) => mounts(one, name)))
  const shared = volumes.filter(({ name }) => services.filter((one) => mounts(one, name)).length > 1)
  const owned = services.filter((one) => 'unit' in one.from && mounts(one))
  const built = buildSecretsOf(plan.images)
  const rows: readonly (readonly [of: readonly { name: string }[], lost: (names: string) => string, then: string])[] = [
    ...names(stay, plan),
    [
      jobs,
      (all) => `${all}: a Pod that runs once, before what it needs is there, and not again for the next release`,
      'a Job for each release, or an init container',
    ],
    [waiting, (all) => `\`depends_on\` of ${all}`, 'each is started at once, and again until what it needs answers'],
    [stay.filter(isChecked), (all) => `health of ${all}: a \`livenessProbe\` alone`, 'the same as `readinessProbe`, or requests come before it is ready'],
    [services.filter(isByShell), (all) => `the check of ${all}: its text is taken for the name of a program, and never passes`, '`sh` and `-c` above it'],
    [
      services.filter((one) => one.command?.some((word) => word.includes('$'))),
      (all) => `each \`$\` in the command of ${all}: it becomes \`$()\``,
      'the command as it is in the compose file, under `args`',
    ],
    [volumes, (all) => `the size of ${all}: 100 MiB`, '`storage` in each PersistentVolumeClaim'],
    [shared, (all) => `${all}: several Pods write to it, and one node has it`, '`ReadWriteMany`, where the storage can'],
    [owned, (all) => `${all} may not write to a volume, which belongs to root`, `\`securityContext: { fsGroup: ${groupOf(plan)} }\` of the Pod`],
    [
      services.filter((one) => one.volumes.some((mount) => mount.kind === 'bind')),
      (all) => `files of this folder in ${all}`,
      'a ConfigMap or a Secret of each',
    ],
    [built.map((name) => ({ name })), (all) => `the secrets of the build, ${all}`, 'nobody asks for them: the images are there'],
    [plan.networks, (all) => `the networks ${all}: all reach all`, '`--generate-network-policies`'],
    [services.filter((one) => one.stopSignal !== null), (all) => `\`stop_signal\` of ${all}`, '`lifecycle.stopSignal`, where the cluster knows it'],
    [services.filter((one) => one.shmSize !== null), (all) => `\`shm_size\` of ${all}`, 'an `emptyDir` in memory at `/dev/shm`'],
    [services.filter((one) => one.reapsChildren), (all) => `\`init\` of ${all}`, '`shareProcessNamespace: true`'],
    [services.filter((one) => one.gpu), (all) => `the graphics card of ${all}`, 'the limit `nvidia.com/gpu: 1`'],
  ]
  return [
    ...rows.flatMap(([of, lost, then]) => (of.length > 0 ? [[lost(list(of)), then] as const] : [])),
    ['`no-new-privileges`, limits of processes, the rotation of logs', '`allowPrivilegeEscalation: false`; the rest is set on the nodes'],
    ['`restart: unless-stopped`, `start_interval`', 'it restarts always, and looks every 10 seconds'],
  ]
}

/** A Service comes of a published port alone, and without one nobody finds the name. */
function names(stay: readonly ServicePlan[], plan: Plan) {
  const unfound = stay.filter((one) => !isPublished(one))
  const silent = unfound.filter((one) => portOf(one, plan) === null)
  const found = unfound.filter((one) => portOf(one, plan) !== null)
  const expose = found.map((one) => `\`kubectl expose deployment ${one.name} --port ${portOf(one, plan)}\``).join('<br>')
  return [
    [found, (all: string) => `the Service by which others find ${all}`, expose],
    [silent, (all: string) => `a Service for ${all}`, 'nobody asks for one'],
  ] as const
}

/** A program may listen for others of the set alone: what its image, of its own name, listens on. */
function portOf({ name, ports, developmentPorts }: ServicePlan, { images }: Plan): number | null {
  const image = images.find((one) => one.unit === name)
  return (ports[0] ?? developmentPorts[0])?.container ?? (image?.build ?? image?.node)?.port ?? null
}

function isPublished({ role, ports, scalable, inProduction }: ServicePlan): boolean {
  return (inProduction.publicPorts ?? ports).length > 0 && !inProduction.unpublished && !(role === 'app' && scalable)
}

function isChecked({ health }: ServicePlan): boolean {
  return typeof health === 'object'
}

function isByShell({ health }: ServicePlan): boolean {
  return typeof health === 'object' && health.plan.test[0] === 'CMD-SHELL'
}

function groupOf({ images }: Plan): number {
  const [first] = images
  return (first?.build ?? first?.recipe ?? first?.node)?.user.uid ?? 0
}

function list(all: readonly { name: string }[]): string {
  return all.map((one) => `\`${one.name}\``).join(', ')
}
