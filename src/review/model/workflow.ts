import { isRecord } from '../../validate/compose.ts'
import type { YamlView } from '../contract.ts'

type Values = Readonly<Record<string, unknown>>

/** A step of a workflow with the keys that lead to it. */
export interface Step {
  job: string
  step: Values
  /** `uses` without the version. */
  action: string
  version: string | null
  with: Values
  keys: readonly (string | number)[]
}

export function workflowIn(view: YamlView): Values {
  return isRecord(view.yaml.value) ? view.yaml.value : {}
}

export function jobsIn(view: YamlView): [string, Values][] {
  const { jobs } = workflowIn(view)
  return Object.entries(isRecord(jobs) ? jobs : {}).flatMap(([name, job]) => (isRecord(job) ? [[name, job]] : []))
}

export function stepsIn(view: YamlView): Step[] {
  return jobsIn(view).flatMap(([job, { steps }]) =>
    (Array.isArray(steps) ? (steps as unknown[]) : []).flatMap((step, index): Step[] => {
      if (!isRecord(step)) return []
      const [action = '', version = null] = typeof step.uses === 'string' ? step.uses.split('@', 2) : []
      return [{ job, step, action, version, with: isRecord(step.with) ? step.with : {}, keys: ['jobs', job, 'steps', index] }]
    }),
  )
}

/** Builds, scans or pushes images: what the review has to say something of. */
export function isAboutImages(view: YamlView): boolean {
  return /docker|buildx|trivy|grype|podman|kaniko|ghcr\.io/i.test(view.text)
}
