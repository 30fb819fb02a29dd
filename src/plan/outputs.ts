import { outputs, type Answers, type Output } from '../ask/answers.ts'
import type { Existing } from '../detect/existing.ts'
import type { Plan } from './plan.ts'

/** The names that docker compose itself looks for, its own order of preference. */
export const composeNames = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml']

export interface Outputs {
  outputs: readonly Output[]
  files: Plan['files']
  /** Asked for, and of no use without the compose files. */
  leftOut: readonly Output[]
  /** Asked for, and of no use without others, which are not: what builds the images, with what it builds them from. */
  unbuilt: readonly { output: Output; needs: readonly Output[] }[]
}

/**
 * Which files are written, under which names. A base compose file that is there and not ours is kept, and with it goes what
 * would be built on it: overlays, dev container, docs. The Makefile runs what docker finds, theirs too. @param ours paths of the last render.
 */
export function outputsOf(answers: Answers, existing: Existing, ours: ReadonlySet<string>): Outputs {
  const foreignCompose = existing.compose.find((path) => composeNames.includes(path) && !ours.has(path)) ?? null
  const makefileIncluded = existing.makefile !== null && !ours.has(existing.makefile)
  const onCompose: readonly Output[] = ['compose', ...(foreignCompose ? [] : (['makefile'] as const)), 'devcontainer', 'env', 'docs']
  const without = answers.files.includes('compose') ? (foreignCompose ? onCompose : []) : onCompose.filter((one) => one !== 'env')
  // The workflow builds what the bake file names, and that from Dockerfiles.
  const needs: readonly { output: Output; needs: readonly Output[] }[] = [
    { output: 'ci', needs: ['dockerfile', 'bake'] },
    { output: 'bake', needs: ['dockerfile'] },
  ]
  const unbuilt = needs.filter((one) => one.needs.some((other) => !answers.files.includes(other)))
  const written = outputs.filter((one) => answers.files.includes(one) && !without.includes(one) && !unbuilt.some(({ output }) => output === one))
  return {
    outputs: written,
    files: {
      compose: 'compose.yaml',
      foreignCompose,
      composeDev: 'compose.dev.yaml',
      composeProd: 'compose.prod.yaml',
      makefile: makefileIncluded ? 'docker.mk' : (existing.makefile ?? 'Makefile'),
      makefileIncluded,
      foreignTargets: makefileIncluded ? (existing.makeTargets ?? []) : [],
      dependabot: written.includes('ci') && existing.renovate === undefined ? (existing.dependabot ?? '.github/dependabot.yml') : null,
    },
    leftOut: foreignCompose ? [] : without.filter((one) => answers.files.includes(one)),
    unbuilt: unbuilt.filter((one) => answers.files.includes(one.output)),
  }
}

/** The target that makes `.env`: one of the person's with that name is theirs. */
export function envTarget(plan: Pick<Plan, 'files'>): string {
  return plan.files.foreignTargets.includes('env') ? 'docker-env' : 'env'
}
