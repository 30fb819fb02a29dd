import type { Recovered } from './apply/recover.ts'
import type { Run } from './run.ts'

/**
 * Ends what an earlier run began and was killed at, before anything is read: half of its files would be taken for a person's edits. A run
 * that only reads writes nothing here either; it says what it saw. Each in one line.
 * @throws UserError where another run is at work and does not end, or the disk fails.
 */
export async function endInterruptedRun(run: Pick<Run, 'root' | 'talk' | 'options' | 'outcome'>): Promise<void> {
  const { tracesIn } = await import('./apply/traces.ts')
  const traces = tracesIn(run.root)
  if (traces === 'none') return
  if (run.outcome.reads || run.options.dryRun) {
    if (traces === 'journal') run.talk.write('An earlier run was stopped while it wrote: the next one that writes ends it.\n')
    return
  }
  const { recover } = await import('./apply/commit.ts')
  const recovered = await recover(run.root)
  if (recovered) run.talk.write(`${sentence(recovered)}\n`)
}

function sentence({ how, paths, edited }: Recovered): string {
  const stopped = 'An earlier run was stopped while it wrote'
  const yours = edited.length === 0 ? '' : `; ${list(edited)} ${edited.length === 1 ? 'was' : 'were'} changed since and left alone`
  if (how === 'completed') return paths.length === 0 ? `${stopped}: all was in place.` : `${stopped}: completed ${list(paths)}.`
  if (how === 'taken back') return paths.length + edited.length === 0 ? `${stopped}: no file had changed yet.` : `${stopped}: put back ${list(paths)}${yours}.`
  return `${stopped}: not completed${yours}.`
}

function list(paths: readonly string[]): string {
  return paths.length > 4 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ') || 'nothing'
}
