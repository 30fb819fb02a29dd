import { UserError } from '../src/errors.ts'
import { settle } from '../src/pipeline.ts'
import { wouldChange } from '../src/draft.ts'
import { showVerified } from '../src/report/verify.ts'
import { earlierAnswers, refuseFresh } from '../src/rerun/earlier.ts'
import { quiet } from '../src/rerun/quiet.ts'
import type { Generator } from '../src/run-generator.ts'
import type { Run } from '../src/run.ts'
import { worldOf } from '../src/world.ts'

/** Builds, starts, probes and stops what was set up, for real. Changes nothing in the project. */
export function verify(run: Run): Generator<Run> {
  return {
    description: 'Build, start, probe and stop it all for real',
    prompts: () => Promise.resolve(run),
    actions: () => [
      async () => {
        const world = quiet(await worldOf(run))
        refuseFresh(world.project, 'create-dockerize')
        const settled = await settle(await earlierAnswers(world.project), world)
        const unset = { ...world.project, has: (path: string) => !isSecret(path) && world.project.has(path) }
        const { plan, files } = await wouldChange(settled, unset, 'keep', world.fresh)
        if (!plan.outputs.includes('compose'))
          throw new UserError('there is no compose file to start', { todo: ['try: create-dockerize update --files compose,dockerfile,env'] })
        const { verify: verified } = await import('../src/verify/index.ts')
        const found = await verified({ ...world, ...settled, plan, secrets: files.filter((file) => isSecret(file.path)) })
        return showVerified(found, run)
      },
    ],
  }
}

function isSecret(path: string): boolean {
  return path === '.env' || path.startsWith('.secrets/')
}
