import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { stateOfRecords } from './apply/records.ts'
import { unattendedAsker } from './ask/unattended.ts'
import type { Asker } from './ask/index.ts'
import { openProject, type Project } from './detect/project.ts'
import { ChangedMeanwhile } from './errors.ts'
import type { World } from './pipeline.ts'
import { progressOn } from './report/progress.ts'
import { repositoryOf } from './repository.ts'
import type { Run } from './run.ts'

/** The real world of one run: this disk, this terminal, this person. */
export async function worldOf(run: Run): Promise<World> {
  const records = stateOfRecords(run.root)
  const project = await openProject(run.root)
  return {
    project,
    asker: await askerFor(run, project),
    async commit(root, changes) {
      const { commit } = await import('./apply/commit.ts')
      // From here on no message may say that nothing was written; `commit` itself says what it undid.
      run.outcome.wrote = true
      await commit(root, changes, () => stateOfRecords(run.root) === records).catch((error: unknown) => {
        // What was not written now may be planned and written anew, and that may be cancelled.
        if (error instanceof ChangedMeanwhile) run.outcome.wrote = false
        throw error
      })
    },
    fresh: run.fresh ?? { uid: callerOf(project.root), random: () => randomBytes(24).toString('base64url') },
    repository: repositoryOf(project.root),
    signal: run.signal,
    progress: run.options.quiet || run.options.json ? () => {} : progressOn(run.talk),
  }
}

async function askerFor(run: Run, project: Project): Promise<Asker> {
  if (!run.options.prompt) return unattendedAsker()
  const { terminalAsker } = await import('./ask/terminal.ts')
  return terminalAsker({ input: run.input, output: run.talk, signal: run.signal, root: project.root, confirm: !run.options.dryRun })
}

/**
 * Whose files the container writes in development. A caller who is root is most likely in a container or on a server:
 * then the folder's owner is the person, and where that is root too, the image's own user.
 */
function callerOf(root: string): number {
  const caller = process.getuid?.() ?? 1000
  if (caller !== 0) return caller
  const owner = statSync(root).uid
  return owner === 0 ? 10001 : owner
}
