import { isRecord, strings } from '../../validate/compose.ts'
import type { ReviewedProject, YamlView } from '../contract.ts'
import { besides, type Compose, type Service } from './compose.ts'
import { baseImage } from './base-images.ts'
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
  const settings = settingsIn(view)
  const { features, build, image } = settings
  // A feature that makes a user, or anything else that may.
  if (isRecord(features) && Object.keys(features).some((one) => /common-utils/.test(one))) return null
  if (typeof image === 'string') return ofImage(image)
  if (isRecord(build) && typeof build.dockerfile === 'string')
    return ofDockerfile(view.project, besides(view.path, build.dockerfile), typeof build.target === 'string' ? build.target : null)
  const compose = composesIn(view).find((one) => view.project.builds.some((build) => build.compose === one && build.service === settings.service))
  const target = servicesIn(view)
    .flatMap((one) => (isRecord(one.own.build) && typeof one.own.build.target === 'string' ? [one.own.build.target] : []))
    .at(-1)
  const built = view.project.builds.find((one) => one.compose === compose && one.service === settings.service)
  return built ? ofDockerfile(view.project, built.dockerfile, target ?? built.target) : null
}

function ofImage(image: string): { users: ReadonlySet<string>; what: string } | null {
  const { users, label } = baseImage(image)
  return users === null ? null : { users: new Set(['root', 'nobody', ...Object.keys(users)]), what: label }
}

function ofDockerfile(project: ReviewedProject, path: string, target: string | null): { users: ReadonlySet<string>; what: string } | null {
  const stages = project.dockerfiles.find((one) => one.path === path)?.file.stages
  const stage = target === null ? stages?.at(-1) : stages?.find((one) => one.name?.text.toLowerCase() === target.toLowerCase())
  const users = stage ? usersOf(stage) : null
  return users ? { users, what: `what ${path} builds` } : null
}
