import { isRecord, strings } from '../../validate/compose.ts'
import type { DockerfileView, ReviewedProject, YamlView } from '../contract.ts'
import { besides, type Compose, type Service } from './compose.ts'
import { baseImage } from './base-images.ts'
import type { Stage } from './dockerfile.ts'
import { usersOf } from './users.ts'

/** What devcontainer.json says, as a map. */
export function settingsIn(view: YamlView): Readonly<Record<string, unknown>> {
  return isRecord(view.yaml.value) ? view.yaml.value : {}
}

/** The compose files that it names, in order; those that are not there are left out. */
export function composesIn(view: YamlView): Compose[] {
  const { dockerComposeFile: named } = settingsIn(view)
  const paths = typeof named === 'string' ? [named] : strings(named)
  return paths.flatMap((path) => view.project.composes.find((one) => one.path === besides(view.path, path))?.compose ?? [])
}

/** Its service as each of those files has it. */
export function servicesIn(view: YamlView): Service[] {
  const { service } = settingsIn(view)
  return typeof service === 'string' ? composesIn(view).flatMap((one) => one.service(service) ?? []) : []
}

/** Users of the image that it opens; null where they cannot be known. */
export function usersIn(view: YamlView): { users: ReadonlySet<string>; what: string } | null {
  const { features, image } = settingsIn(view)
  // A feature that makes a user, or anything else that may.
  if (isRecord(features) && Object.keys(features).some((one) => /common-utils/.test(one))) return null
  if (typeof image === 'string') return ofImage(image)
  const built = builtIn(view)
  const users = built ? usersOf(built.stage) : null
  return built && users ? { users, what: `what ${built.view.path} builds` } : null
}

/** The stage that it is built from; null: an image, or one that is not known. */
export function builtIn(view: YamlView): { view: DockerfileView; stage: Stage } | null {
  const settings = settingsIn(view)
  const { build } = settings
  if (isRecord(build) && typeof build.dockerfile === 'string')
    return stageIn(view.project, besides(view.path, build.dockerfile), typeof build.target === 'string' ? build.target : null)
  const compose = composesIn(view).find((one) => view.project.builds.some((build) => build.compose === one && build.service === settings.service))
  const target = servicesIn(view)
    .flatMap((one) => (isRecord(one.own.build) && typeof one.own.build.target === 'string' ? [one.own.build.target] : []))
    .at(-1)
  const built = view.project.builds.find((one) => one.compose === compose && one.service === settings.service)
  return built ? stageIn(view.project, built.dockerfile, target ?? built.target) : null
}

function ofImage(image: string): { users: ReadonlySet<string>; what: string } | null {
  const { users, label } = baseImage(image)
  return users === null ? null : { users: new Set(['root', 'nobody', ...Object.keys(users)]), what: label }
}

function stageIn(project: ReviewedProject, path: string, target: string | null): { view: DockerfileView; stage: Stage } | null {
  const view = project.dockerfiles.find((one) => one.path === path)
  const stages = view?.file.stages
  const stage = target === null ? stages?.at(-1) : stages?.find((one) => one.name?.text.toLowerCase() === target.toLowerCase())
  return view && stage ? { view, stage } : null
}
