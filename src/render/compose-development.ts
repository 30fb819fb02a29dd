import { developmentEnvironment } from '../plan/environment.ts'
import { literal } from '../plan/interpolate.ts'
import type { Facts } from '../detect/facts.ts'
import type { CopyPlan } from '../plan/build-plan.ts'
import type { Plan } from '../plan/plan.ts'
import type { ServicePlan } from '../plan/service-plan.ts'
import type { Recipe } from '../stacks/system-contract.ts'
import { anchorOf, appAnchors, type AppAnchor } from './compose-app.ts'
import { composeList, healthView, published } from './compose.ts'
import { yaml } from './escape/yaml.ts'

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
      user: one.image.recipe?.runsAs ? null : yaml('${APP_UID:-10001}:0'),
      mounts: (one.image.recipe ? recipeMounts(one, one.image.recipe) : one.image.targets.includes('development') ? mounts(one) : []).map(yaml),
      extraHosts: managed,
    })),
    services: plan.services.flatMap((service): object[] => {
      const anchor = anchorOf(service, anchors)
      if (anchor && (service.role === 'app' || service.role === 'init' || service.role === 'page')) return [developedView(service, anchor, facts)]
      return service.role === 'backing' || (service.role === 'monitor' && service.developmentPorts.length > 0) ? [developedBacking(service)] : []
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
    health: developHealth && { test: healthView(developHealth).test },
    watch: [],
  }
}

function developedView(service: ServicePlan, anchor: AppAnchor, facts: Facts) {
  const unit = facts.units.find((one) => one.dir === anchor.image.folder)
  return {
    name: service.name,
    merge: `${anchor.name}-development`,
    command: service.developCommand && anchor.image.targets.includes('development') ? composeList(service.developCommand) : null,
    environment: service.role === 'app' && unit ? developed(unit, service).map(({ name, value }) => ({ name, value: value === '' ? null : yaml(value) })) : [],
    ports: [],
    health: service.developHealth && healthView(service.developHealth),
    watch: service.role === 'app' && anchor.image.targets.includes('development') ? watched(anchor).map((path) => yaml(literal(inContext(anchor, path)))) : [],
  }
}

/** What only a new image can follow: manifests, and packages whose build others import. */
function watched({ image: { build, node } }: AppAnchor): readonly string[] {
  return (
    build?.developmentManifests ?? [
      ...(node?.manifests ?? []).filter((path) => !node?.workspace?.rebuilt.some((one) => path.startsWith(`${one}/`))),
      ...(node?.workspace?.rebuilt ?? []),
    ]
  )
}

function developed(unit: Facts['units'][number], service: ServicePlan) {
  return [...developmentEnvironment(unit), ...service.developEnvironment]
}

/** The source where the image has it, so that an edit is what runs. */
function mounts(anchor: AppAnchor): string[] {
  const { build, node } = anchor.image
  if (node) return node.source.map((path) => literal(`./${inContext(anchor, path)}:/app/${path}`))
  if (build?.around) return build.around.mounts.map(({ from, to }) => literal(`./${inContext(anchor, from)}:${to}`))
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
