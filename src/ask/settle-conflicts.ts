import type { Change, ConflictChange } from '../apply/changes.ts'
import { merge } from '../apply/merge.ts'
import type { Conflict, WayOut } from '../apply/parts.ts'
import type { Prompts } from './prompts.ts'

/** How a conflict looks, and how a person edits a text; both the terminal's concern. */
export interface ConflictScreens {
  conflict(path: string, conflict: Conflict): string
  /** Opens the person's editor on a text. @returns what they made of it; null: no editor could be opened. */
  edit(path: string, text: string): Promise<string | null>
}

type Way = 'mine' | 'theirs' | 'both' | 'edit' | 'all'

/** Asks for each place that both sides changed. Nothing is written by it. */
export async function settleConflicts(changes: readonly ConflictChange[], prompts: Prompts, screens: ConflictScreens): Promise<readonly Change[]> {
  const settled: Change[] = []
  let keepAll = false
  for (const change of changes) {
    const ways: WayOut[] = []
    for (const conflict of change.conflicts) {
      const way: WayOut | 'all' = keepAll ? 'mine' : await wayOut(change.path, conflict, prompts, screens)
      keepAll ||= way === 'all'
      ways.push(way === 'all' ? 'mine' : way)
    }
    settled.push(settledChange(change, ways))
  }
  return settled
}

async function wayOut(path: string, conflict: Conflict, prompts: Prompts, screens: ConflictScreens): Promise<WayOut | 'all'> {
  prompts.say(screens.conflict(path, conflict))
  for (;;) {
    const way = (await prompts.one({
      flag: 'on-conflict',
      text: `${path}, line ${conflict.from + 1}`,
      choices: [
        { value: 'mine', name: 'Keep mine' },
        { value: 'theirs', name: 'Take the new' },
        { value: 'both', name: 'Both, between markers: I will settle it later' },
        { value: 'edit', name: 'Open the editor' },
        { value: 'all', name: 'Keep mine for all' },
      ],
    })) as Way
    if (way !== 'edit') return way === 'both' ? 'markers' : way
    const text = await screens.edit(path, [...conflict.mine, ...conflict.theirs].join('\n') + '\n')
    if (text !== null) return { lines: text.replace(/\r?\n$/, '').split(/\r?\n/) }
    prompts.say('  No editor could be opened: EDITOR says which one.')
  }
}

function settledChange({ path, mode, versions, before }: ConflictChange, ways: readonly WayOut[]): Change {
  const after = merge(path, versions).write((_, at) => ways[at] ?? 'mine')
  if (after === before) return { path, mode, action: 'kept', why: 'changed by you' }
  return { path, mode, action: 'merge', before, after, ...(ways.includes('markers') ? { why: 'conflict markers are in it: settle them' } : {}) }
}
