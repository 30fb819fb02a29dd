import { packageManagers } from './package-managers/index.ts'
import { nodeManagers } from './node-managers/index.ts'

/** Package managers of every language, with what can be said of each without knowing it: its id, its language, how a lock file is made. */
export const everyManager: readonly { id: string; language: 'python' | 'node'; lockCommand: string | null }[] = [
  ...packageManagers,
  ...nodeManagers.map(({ id, lockCommand }) => ({ id, lockCommand, language: 'node' as const })),
]
