import { literal, takenAway } from '../plan/interpolate.ts'
import type { ImagePlan, Plan } from '../plan/plan.ts'
import type { ServicePlan } from '../plan/service-plan.ts'
import { filesNamed } from '../plan/secret-files.ts'
import { replicasVariable } from '../plan/variables.ts'
import type { Recipe } from '../stacks/system-contract.ts'
import { anchorOf, appAnchors, entry, type AppAnchor } from './compose-app.ts'
import { productionBacking } from './compose-production-backing.ts'
import {
  byPath,
  checkedInPlace,
  exports,
  inPlace,
  isInPlace,
  ownSecrets,
  placesSecrets,
  secretsOf,
  takesCommand,
  withSecrets,
  withoutSecrets,
} from './compose-production-secrets.ts'
import { composeList, secretSource } from './compose.ts'
import { unitAt } from './node-workspace.ts'
import { yaml, yamlList } from './escape/yaml.ts'

/** What `compose.prod.yaml` is made from. */
export function productionView(plan: Plan): Record<string, unknown> {
  const anchors = appAnchors(plan)
  const everywhere = new Set(filesNamed(plan.services.flatMap((one) => one.environment)))
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
    secrets: plan.secrets.filter((one) => !everywhere.has(one.name)).map(({ name }) => ({ name, file: yaml(secretSource(name)) })),
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
    shell: image.node && placesSecrets(anchor, anchor.environment, plan) ? yamlList(['sh', '-c', exports(anchor.environment, plan)]) : null,
    secretsInPlace: !image.node && placesSecrets(anchor, anchor.environment, plan),
    ownEntrypoint: ownEntrypoint(image.recipe),
    commanded: withSecrets(anchor.environment, plan).some((one) => takesCommand(one, image.recipe)),
    environment,
    environmentAnchor:
      environment.length > 0 && !image.node && inProduction(plan).some((one) => anchorOf(one, [anchor]) && secretsBeside(one, anchor, plan).environment),
  }
}

/** What all that run the image are told otherwise. */
function productionEnvironment({ image, service, environment }: AppAnchor, plan: Plan) {
  return [
    ...(image.node ? [] : inPlace(environment.filter(isInPlace), plan, image.recipe, nothingHere)),
    ...service.inProduction.environment.map((one) => ({ name: one.name, value: one.value === takenAway ? nothingHere : entry(one).value })),
  ]
}

/** Compose minds no `!reset` below an anchor; a name without a value takes the earlier one's place, and is not set in the container. */
const nothingHere = null

/** What the image itself puts before its command, which an entrypoint of ours would drop. */
function ownEntrypoint(recipe: Recipe | null): string[] {
  return (recipe?.entrypoint ?? []).map((one) => yaml(literal(one)))
}

/** Over folders of the image that would stay root's, and closed, as the mount makes them. */
function inMemory({ build, node }: ImagePlan): string[] {
  if (build?.writesHome) return [`${build.user.home}:uid=${build.user.uid},mode=0700`]
  // Pages and pictures that Next.js makes anew while it runs.
  return node?.served === 'next' ? [`/app/${unitAt(node.workspace)}.next/cache:uid=${node.user.uid},mode=0755`] : []
}

function productionApp(service: ServicePlan, anchor: AppAnchor, plan: Plan) {
  const isApp = service.role === 'app'
  const staysUp = isApp || service.role === 'page'
  const usesSecrets = service.environment.some((one) => one.secret && isInPlace(one))
  const own = anchor.image.build ?? anchor.image.recipe ?? anchor.image.node
  return {
    ...nothing,
    name: service.name,
    merge: `${anchor.name}-production`,
    // A new entrypoint drops the image's command, so it is named again.
    command: usesSecrets && isApp && own && service.command === null ? composeList(own.command) : null,
    ...(anchor.image.node ? { environment: withoutSecrets(service, plan) } : secretsBeside(service, anchor, plan)),
    ...dependsOn(service),
    behindProxy: service.inProduction.unpublished === true && service.ports.length > 0 ? (plan.proxy?.service ?? null) : null,
    resetPorts: isApp && service.scalable && service.ports.length > 0 && !service.inProduction.unpublished,
    startPeriod: staysUp && typeof service.health === 'object' ? `${Math.max(30, 3 * service.health.plan.startPeriodSeconds)}s` : null,
    healthTest: usesSecrets && isApp && !anchor.image.node && !anchor.image.recipe?.secretCommands ? checkedInPlace(service) : null,
    replicas: isApp && service.scalable ? yaml(`\${${replicasVariable(service.name)}:-2}`) : null,
    reservation: yaml(`\${${service.limits.reservationVariable}:-${service.limits.reservation}}`),
  }
}

/** A key of the service takes the place of the anchor's, so who has secrets of its own names those of the others too. */
function secretsBeside(service: ServicePlan, anchor: AppAnchor, plan: Plan) {
  const own = ownSecrets(service, anchor, plan)
  const paths = service.environment.filter((one) => !isInPlace(one)).flatMap((one) => byPath(one, plan))
  if (own.length === 0 && paths.length === 0) return {}
  const shared = secretsOf(anchor.environment, plan)
  return {
    environment: [...inPlace(own.filter(isInPlace), plan, anchor.image.recipe, takenAway), ...paths],
    environmentMerge: productionEnvironment(anchor, plan).length > 0 ? `${anchor.name}-production-environment` : null,
    secrets: own.length > 0 ? yamlList([...shared, ...secretsOf(own, plan)].map((one) => one.name)) : null,
    secretsInPlace: !placesSecrets(anchor, anchor.environment, plan) && placesSecrets(anchor, own, plan),
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
