import { developmentEnvironment } from '../plan/environment.ts'
import { literal, takenAway } from '../plan/interpolate.ts'
import { secretsIn, withPlaceholders } from '../plan/secrets.ts'
import { replicasVariable } from '../plan/variables.ts'
import type { Facts } from '../detect/facts.ts'
import type { BuildPlan, CopyPlan, EnvironmentEntry, NodeBuild, Plan, ServicePlan } from '../plan/plan.ts'
import type { Recipe } from '../stacks/contract.ts'
import { appAnchors, entry, type AppAnchor } from './compose-app.ts'
import { productionBacking } from './compose-production-backing.ts'
import { composeList, healthView, published } from './compose.ts'
import { yaml, yamlList } from './escape/yaml.ts'

/** What `compose.dev.yaml` is made from. */
export function developmentView(plan: Plan, facts: Facts, managed: boolean): Record<string, unknown> {
  const anchors = appAnchors(plan)
  return {
    composeFile: plan.files.compose,
    devFile: plan.files.composeDev,
    apps: anchors.map((one) => ({
      name: one.name,
      target: one.image.targets.includes('development'),
      image: yaml(`${one.image.name}:dev`),
      user: yaml('${APP_UID:-10001}:0'),
      mounts: (one.image.recipe ? recipeMounts(one, one.image.recipe) : one.image.targets.includes('development') ? mounts(one) : []).map(yaml),
      extraHosts: managed,
    })),
    services: plan.services.flatMap((service): object[] => {
      const anchor = anchorOf(service, anchors)
      if (anchor && (service.role === 'app' || service.role === 'init')) return [developedView(service, anchor, facts)]
      return service.role === 'backing' ? [developedBacking(service)] : []
    }),
  }
}

function developedBacking({ name, developmentPorts, developEnvironment, developHealth }: ServicePlan) {
  return {
    name,
    merge: null,
    command: null,
    environment: developEnvironment.map((one) => ({ name: one.name, value: yaml(one.value) })),
    ports: developmentPorts.map(published),
    health: developHealth && healthView(developHealth),
    watch: [],
  }
}

function developedView(service: ServicePlan, anchor: AppAnchor, facts: Facts) {
  const unit = facts.units.find((one) => one.dir === anchor.image.context)
  return {
    name: service.name,
    merge: `${anchor.name}-development`,
    command: service.developCommand && anchor.image.targets.includes('development') ? composeList(service.developCommand) : null,
    environment: service.role === 'app' && unit ? developed(unit, service).map(({ name, value }) => ({ name, value: value === '' ? null : yaml(value) })) : [],
    ports: [],
    health: null,
    watch:
      service.role === 'app' && anchor.image.targets.includes('development')
        ? (anchor.image.build?.developmentManifests ?? anchor.image.node?.manifests ?? []).map((path) => yaml(literal(inContext(anchor, path))))
        : [],
  }
}

function developed(unit: Facts['units'][number], service: ServicePlan) {
  return [...developmentEnvironment(unit), ...service.developEnvironment]
}

/** The source where the image has it, so that an edit is what runs. */
function mounts(anchor: AppAnchor): string[] {
  const { build, node } = anchor.image
  if (node) return node.source.map((path) => literal(`./${inContext(anchor, path)}:/app/${path}`))
  const copies: readonly CopyPlan[] = build
    ? [...build.source, ...(build.installProject?.copy ?? []).filter((one) => one.to !== './'), ...build.testSource]
    : []
  const paths = [...new Set(copies.flatMap((one) => one.from))].filter((path) => !build?.developmentManifests.includes(path))
  return paths.map((path) => literal(`./${inContext(anchor, path)}:/app/${path}`))
}

function recipeMounts(anchor: AppAnchor, { mounts: all }: Recipe): string[] {
  return all.map(({ from, to }) => literal(`./${inContext(anchor, from)}:${to}`))
}

function inContext({ image }: AppAnchor, path: string): string {
  return image.context === '.' ? path : `${image.context}/${path}`
}

function anchorOf(service: ServicePlan, anchors: readonly AppAnchor[]): AppAnchor | undefined {
  const { from } = service
  return 'unit' in from ? anchors.find((one) => one.name === from.unit) : undefined
}

/** What `compose.prod.yaml` is made from. */
export function productionView(plan: Plan): Record<string, unknown> {
  const anchors = appAnchors(plan)
  const inProduction = plan.services.filter((one) => one.role === 'app' || one.role === 'init' || one.role === 'backing')
  return {
    composeFile: plan.files.compose,
    prodFile: plan.files.composeProd,
    full: plan.services.some((one) => one.profiles.includes('full')) ? ' --profile full' : '',
    apps: anchors.map((one) => productionAnchor(one, plan)),
    services: inProduction.map((one) => {
      const anchor = anchorOf(one, anchors)
      return anchor ? productionApp(one, anchor) : { ...nothing, ...productionBacking(one, plan) }
    }),
    internal: plan.networks.filter((one) => one.internalInProduction).map((one) => one.name),
    secrets: plan.secrets.map(({ name }) => ({ name, file: yaml(`\${SECRETS_DIR:-./.secrets}/${name}`) })),
  }
}

function productionAnchor({ name, image, service, environment }: AppAnchor, plan: Plan) {
  const withSecrets = environment.filter((one) => secretsIn(one.value, plan.secrets).length > 0)
  const used = plan.secrets.filter((secret) => withSecrets.some((one) => secretsIn(one.value, [secret]).length > 0))
  return {
    name,
    image: yaml(`${plan.imagePrefix}/${image.name}:\${VERSION:?set VERSION to the release to run}`),
    tmpfs: yamlList([
      '/tmp',
      ...(image.build?.writesHome ? [homeInMemory(image.build)] : []),
      ...(image.node?.served === 'next' ? [nextCache(image.node)] : []),
    ]),
    secrets: used.length > 0 ? yamlList(used.map((one) => one.name)) : null,
    shell: image.node && used.length > 0 ? yamlList(['sh', '-c', exports(withSecrets, plan)]) : null,
    environment: [
      ...(image.node ? [] : withSecrets.map((one) => ({ name: one.name, value: yaml(withPlaceholders(one.value, plan.secrets)) }))),
      ...service.inProduction.environment.map((one) => ({ name: one.name, value: one.value === takenAway ? takenAway : entry(one).value })),
    ],
  }
}

/** Node cannot become another program, so a shell puts the secrets in place and becomes it. What they fill holds no sign of the shell's. */
function exports(entries: readonly EnvironmentEntry[], { secrets }: Plan): string {
  const filled = entries.map(({ name, value }) => {
    const text = secretsIn(value, secrets).reduce(
      (all, one) => all.replaceAll(`{${one.name}}`, `$$(cat /run/secrets/${one.name})`),
      withPlaceholders(value, secrets),
    )
    return `export ${name}="${text}"`
  })
  return `${filled.join('; ')}; exec "$$0" "$$@"`
}

/** Pages and pictures that are made anew while it runs. */
function nextCache({ user }: NodeBuild): string {
  return `/app/.next/cache:uid=${user.uid},mode=0755`
}

/** Over a folder of the image that would stay root's, and closed, as the mount makes it. */
function homeInMemory({ user }: BuildPlan): string {
  return `${user.home}:uid=${user.uid},mode=0700`
}

function productionApp(service: ServicePlan, anchor: AppAnchor) {
  const isApp = service.role === 'app'
  const usesSecrets = service.environment.some((one) => one.secret)
  const own = anchor.image.build ?? anchor.image.recipe ?? anchor.image.node
  return {
    ...nothing,
    name: service.name,
    merge: `${anchor.name}-production`,
    // A new entrypoint drops the image's command, so it is named again.
    command: usesSecrets && isApp && own && service.command === null ? composeList(own.command) : null,
    // Said of each service: what an anchor takes away comes back when it is merged.
    environment: anchor.image.node ? service.environment.filter((one) => one.secret).map((one) => ({ name: one.name, value: takenAway })) : [],
    ...dependsOn(service),
    resetPorts: isApp && service.scalable && service.ports.length > 0,
    startPeriod: isApp && typeof service.health === 'object' ? `${Math.max(30, 3 * service.health.plan.startPeriodSeconds)}s` : null,
    replicas: isApp && service.scalable ? yaml(`\${${replicasVariable(service.name)}:-2}`) : null,
    reservation: yaml(`\${${service.limits.reservationVariable}:-${service.limits.reservation}}`),
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
  environment: [],
  secrets: null,
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
