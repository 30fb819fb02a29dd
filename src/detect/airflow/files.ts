import { isAside, isTest } from '../decoys.ts'
import { isComposeFile } from '../existing.ts'
import type { UnitSource } from '../source.ts'

/** Files that say how the project runs Airflow; those of tests, examples and documentation do not. */
export interface AirflowFiles {
  dockerfiles: readonly string[]
  compose: readonly string[]
  /** `airflow.cfg`. */
  configuration: readonly string[]
  /** Lists of what is installed. */
  requirements: readonly string[]
  /** `.astro/config.yaml`. */
  astro: readonly string[]
}

export function airflowFiles({ files }: UnitSource): AirflowFiles {
  const ordinary = files.filter((file) => !isTest(file) && !isAside(file))
  return {
    dockerfiles: ordinary.filter((file) => /(^|\/)((Dockerfile|Containerfile)([._-][\w.-]+)?|[\w.-]+\.dockerfile)$/i.test(file)),
    compose: ordinary.filter(isComposeFile),
    configuration: ordinary.filter((file) => /(^|\/)airflow\.cfg$/.test(file)),
    requirements: ordinary.filter((file) => /(^|\/)[\w.-]*(requirements|constraints)[\w.-]*\.(txt|in)$|(^|\/)requirements\/[\w.-]+\.(txt|in)$/i.test(file)),
    astro: files.filter((file) => /(^|\/)\.astro\/config\.ya?ml$/.test(file)),
  }
}
