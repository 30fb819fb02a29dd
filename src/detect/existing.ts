import { existingCi } from './existing-ci.ts'
import { existingUpdates } from './existing-updates.ts'
import { makeTargets } from './make-targets.ts'
import type { Project } from './project.ts'

/** Docker files and their kin that are there already. */
export interface Existing {
  dockerfiles: readonly string[]
  compose: readonly string[]
  dockerignore: string | null
  makefile: string | null
  /** Targets that it has. */
  makeTargets?: readonly string[]
  devcontainer: string | null
  /** What builds, or may build, the images after a push already. Absent: nothing does. */
  ci?: { file: string; why: string }
  /** What Dependabot is told. Absent: nothing. */
  dependabot?: string
  /** What Renovate is told, which does the same work. Absent: nothing. */
  renovate?: string
}

const dockerfile = /(^|\/)((Dockerfile|Containerfile)([._-][\w.-]+)?|[\w.-]+\.(dockerfile|containerfile))$/i
const compose = /(^|\/)(docker-)?compose([._-][\w.-]+)?\.ya?ml$|(^|\/)[\w-]+[._-](docker-)?compose\.ya?ml$/i
const makefiles = ['GNUmakefile', 'makefile', 'Makefile']

/** Docker files and their kin, under every name that people give them. */
export function existingFiles(project: Project): Existing {
  const { files } = project
  const ci = existingCi(project)
  const makefile = makefiles.find((file) => files.includes(file)) ?? null
  return {
    // `Dockerfile.dockerignore` belongs to a Dockerfile and is none.
    dockerfiles: files.filter((file) => dockerfile.test(file) && !/\.(dockerignore|md|txt|hbs|j2|jinja2?|tmpl|py|m?[jt]s|go|rs|rb|sh|json)$/i.test(file)),
    compose: files.filter(isComposeFile),
    dockerignore: files.find((file) => file === '.dockerignore') ?? null,
    makefile,
    makeTargets: [...makeTargets(project, makefile)],
    ...(ci ? { ci } : {}),
    ...existingUpdates(project),
    devcontainer: files.find((file) => /^\.devcontainer\/([^/]+\/)?devcontainer\.json$|^\.devcontainer\.json$/.test(file)) ?? null,
  }
}

/** Workflows about compose are no compose files. */
export function isComposeFile(file: string): boolean {
  return compose.test(file) && !/(^|\/)\.github\/workflows\//.test(file)
}
