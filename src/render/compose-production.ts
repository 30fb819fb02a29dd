import { literal, takenAway } from '../plan/interpolate.ts'
import type { ImagePlan, Plan } from '../plan/plan.ts'
import type { EnvironmentEntry, ServicePlan } from '../plan/service-plan.ts'
import { secretCommand, secretsIn, withPlaceholders } from '../plan/secrets.ts'
import { replicasVariable } from '../plan/variables.ts'
import type { Recipe } from '../stacks/system-contract.ts'
import { anchorOf, appAnchors, entry, type AppAnchor } from './compose-app.ts'
import { productionBacking } from './compose-production-backing.ts'
import { composeList } from './compose.ts'
import { unitAt } from './node-workspace.ts'
import { yaml, yamlList } from './escape/yaml.ts'

/** What `compose.prod.yaml` is made from. */
export function productionView(plan: Plan): Record<string, unknown> {
  const anchors = appAnchors(plan)
  return {
    composeFile: plan.files.compose,
    prodFile: plan.files.composeProd,
    full: plan.services.some((one) => one.profiles.includes('full')) ? ' --profile full' : '',
    apps: anchors.map((one) => productionAnchor(one, plan)),
    services: inProduction(plan).map((one) => {
      const anchor = anchorOf(one, anchors)
      return anchor ? productionApp(one, anchor, plan) : { ...nothing, ...productionBacking(one, plan) }
    }),
    internal: plan.networks.filter((one) => one.internalInProduction).map((one) => one.name),
    secrets: plan.secrets.map(({ name }) => ({ name, file: yaml(`\${SECRETS_DIR:-./.secrets}/${name}`) })),
  }
}

const roles = new Set<ServicePlan['role']>(['app', 'proxy', 'init', 'backing', 'page', 'monitor', 'load'])

function inProduction({ services }: Plan): ServicePlan[] {
  return services.filter((one) => roles.has(one.role))
}

function productionAnchor(anchor: AppAnchor, plan: Plan) {
  const { name, image } = anchor
  const environment = productionEnvironment(anchor, plan)
  const used = secretsOf(anchor.environment, plan)
  return {
    name,
    image: yaml(`${plan.imagePrefix}/${image.name}:\${VERSION:?set VERSION to the release to run}`),
    tmpfs: yamlList(['/tmp', ...inMemory(image)]),
    secrets: used.length > 0 ? yamlList(used.map((one) => one.name)) : null,
    shell: image.node && used.length > 0 ? yamlList(['sh', '-c', exports(anchor.environment, plan)]) : null,
    secretsInPlace: !image.node && withSecrets(anchor.environment, plan).some((one) => !takesCommand(one, image.recipe)),
    ownEntrypoint: ownEntrypoint(image.recipe),
    commanded: withSecrets(anchor.environment, plan).some((one) => takesCommand(one, image.recipe)),
    environment,
    environmentAnchor: environment.length > 0 && inProduction(plan).some((one) => anchorOf(one, [anchor]) && ownSecrets(one, anchor, plan).length > 0),
  }
}

/** What all that run the image are told otherwise. */
function productionEnvironment({ image, service, environment }: AppAnchor, plan: Plan) {
  return [
    ...(image.node ? [] : inPlace(environment, plan, image.recipe, nothingHere)),
    ...service.inProduction.environment.map((one) => ({ name: one.name, value: one.value === takenAway ? nothingHere : entry(one).value })),
  ]
}

/** Compose minds no `!reset` below an anchor; a name without a value takes the earlier one's place, and is not set in the container. */
const nothingHere = null

/**
 * The entries that hold secrets, with the names of the files in their place. A program that asks a command for the value reads the file
 * by itself, as does a check that runs beside it. @param without stands for what is taken away.
 */
function inPlace(environment: readonly EnvironmentEntry[], plan: Plan, recipe: Recipe | null, without: string | null) {
  return withSecrets(environment, plan).flatMap((one) =>
    takesCommand(one, recipe)
      ? [
          { name: one.name, value: without },
          { name: `${one.name}_CMD`, value: yaml(secretCommand(one.value, plan.secrets)) },
        ]
      : [{ name: one.name, value: yaml(withPlaceholders(one.value, plan.secrets)) }],
  )
}

function withSecrets(environment: readonly EnvironmentEntry[], plan: Plan): EnvironmentEntry[] {
  return environment.filter((one) => secretsIn(one.value, plan.secrets).length > 0)
}

function takesCommand({ name }: EnvironmentEntry, recipe: Recipe | null): boolean {
  return recipe?.secretCommands?.some((start) => name.startsWith(start)) ?? false
}

/** What the image itself puts before its command, which an entrypoint of ours would drop. */
function ownEntrypoint(recipe: Recipe | null): string[] {
  return (recipe?.entrypoint ?? []).map((one) => yaml(literal(one)))
}

function secretsOf(environment: readonly EnvironmentEntry[], plan: Plan): Plan['secrets'] {
  return plan.secrets.filter((secret) => environment.some((one) => secretsIn(one.value, [secret]).length > 0))
}

/** Entries with secrets that the service does not share with the others of its image. */
function ownSecrets(service: ServicePlan, { environment }: AppAnchor, plan: Plan): EnvironmentEntry[] {
  return service.environment.filter(
    ({ name, value }) => secretsIn(value, plan.secrets).length > 0 && !environment.some((one) => one.name === name && one.value === value),
  )
}

/** Over folders of the image that would stay root's, and closed, as the mount makes them. */
function inMemory({ build, node }: ImagePlan): string[] {
  if (build?.writesHome) return [`${build.user.home}:uid=${build.user.uid},mode=0700`]
  // Pages and pictures that Next.js makes anew while it runs.
  return node?.served === 'next' ? [`/app/${unitAt(node.workspace)}.next/cache:uid=${node.user.uid},mode=0755`] : []
}

/** Node cannot become another program, so a shell puts the secrets in place and becomes it. What they fill holds no sign of the shell's. */
function exports(environment: readonly EnvironmentEntry[], { secrets }: Plan): string {
  const filled = environment
    .filter((one) => secretsIn(one.value, secrets).length > 0)
    .map(({ name, value }) => {
      const text = secretsIn(value, secrets).reduce(
        (all, one) => all.replaceAll(`{${one.name}}`, `$$(cat /run/secrets/${one.name})`),
        withPlaceholders(value, secrets),
      )
      return `export ${name}="${text}"`
    })
  return `${filled.join('; ')}; exec "$$0" "$$@"`
}

function productionApp(service: ServicePlan, anchor: AppAnchor, plan: Plan) {
  const isApp = service.role === 'app'
  const staysUp = isApp || service.role === 'page'
  const usesSecrets = service.environment.some((one) => one.secret)
  const own = anchor.image.build ?? anchor.image.recipe ?? anchor.image.node
  return {
    ...nothing,
    name: service.name,
    merge: `${anchor.name}-production`,
    // A new entrypoint drops the image's command, so it is named again.
    command: usesSecrets && isApp && own && service.command === null ? composeList(own.command) : null,
    ...(anchor.image.node ? { environment: withoutSecrets(service) } : secretsBeside(service, anchor, plan)),
    ...dependsOn(service),
    behindProxy: service.inProduction.unpublished === true && service.ports.length > 0 ? (plan.proxy?.service ?? null) : null,
    resetPorts: isApp && service.scalable && service.ports.length > 0 && !service.inProduction.unpublished,
    startPeriod: staysUp && typeof service.health === 'object' ? `${Math.max(30, 3 * service.health.plan.startPeriodSeconds)}s` : null,
    healthTest: usesSecrets && isApp && !anchor.image.node && !anchor.image.recipe?.secretCommands ? checkedInPlace(service) : null,
    replicas: isApp && service.scalable ? yaml(`\${${replicasVariable(service.name)}:-2}`) : null,
    reservation: yaml(`\${${service.limits.reservationVariable}:-${service.limits.reservation}}`),
  }
}

/** Said of each service: what an anchor takes away comes back when it is merged. */
function withoutSecrets({ environment }: ServicePlan) {
  return environment.filter((one) => one.secret).map((one) => ({ name: one.name, value: takenAway }))
}

/** The environment of process 1 for a check, which docker starts with the one that the container was made with. */
const asProcessOne =
  "import os, sys; os.environ.update(v.split('=', 1) for v in open('/proc/1/environ', errors='surrogateescape').read().split('\\0') if '=' in v); os.execvp(sys.argv[1], sys.argv[1:])"

/** A check that runs the project's code has to find its secrets; an isolated one (`-IS`) asks from outside, and needs none. */
function checkedInPlace({ health }: ServicePlan): string | null {
  if (typeof health !== 'object') return null
  const [form = '', ...words] = health.plan.test
  return form === 'CMD' && !words.includes('-IS') ? composeList([form, 'python', '-c', asProcessOne, ...words]) : null
}

/** A key of the service takes the place of the anchor's, so who has secrets of its own names those of the others too. */
function secretsBeside(service: ServicePlan, anchor: AppAnchor, plan: Plan) {
  const own = ownSecrets(service, anchor, plan)
  if (own.length === 0) return {}
  const shared = secretsOf(anchor.environment, plan)
  return {
    environment: inPlace(own, plan, anchor.image.recipe, takenAway),
    environmentMerge: productionEnvironment(anchor, plan).length > 0 ? `${anchor.name}-production-environment` : null,
    secrets: yamlList([...shared, ...secretsOf(own, plan)].map((one) => one.name)),
    secretsInPlace: shared.length === 0 && own.some((one) => !takesCommand(one, anchor.image.recipe)),
    ownEntrypoint: ownEntrypoint(anchor.image.recipe),
  }
}

/** Without those that production does not have. */
function dependsOn({ dependsOn: all, inProduction: { without } }: ServicePlan) {
  const kept = all.filter((one) => !without.includes(one.service))
  if (kept.length === all.length) return { dependsOn: null }
  return kept.length > 0 ? { dependsOn: kept } : { noDependsOn: true }
}

const nothing = {
  merge: null,
  command: null,
  resetPorts: false,
  behindProxy: null,
  publicPorts: null,
  environment: [],
  environmentMerge: null,
  secrets: null,
  secretsInPlace: false,
  ownEntrypoint: [],
  hardened: false,
  absent: false,
  entrypoint: null,
  dependsOn: null,
  noDependsOn: false,
  readOnly: false,
  writesItself: null,
  healthTest: null,
  tmpfs: null,
  capabilities: null,
  startPeriod: null,
  replicas: null,
}
