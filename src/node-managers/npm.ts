import { shellWord } from '../render/escape/shell.ts'
import type { InstallRequest, NodeManager } from './contract.ts'

export const npm: NodeManager = {
  id: 'npm',
  title: 'npm',
  lockCommand: 'npm install --package-lock-only',
  tool: () => null,
  cache: '/root/.npm',
  install: ({ production, locked, withoutOwnScripts, member }) => {
    const words = [
      locked ? 'npm ci' : 'npm install',
      ...(production ? ['--omit=dev'] : []),
      ...(withoutOwnScripts ? ['--ignore-scripts'] : []),
      ...(member ? [`--workspace=${shellWord(member.folder)}`] : []),
      ...(member && (!production || member.withRoot) ? ['--include-workspace-root'] : []),
    ]
    return [words.join(' '), ...(withoutOwnScripts ? npmRebuild(member) : [])]
  },
  run: (script, folder) => `npm run ${script}${folder === undefined ? '' : ` --workspace=${shellWord(folder)}`}`,
  // What is not there is left out of the lock's tree, and the rest is still held to it: tried with 10, 11 and 12.
  readsEveryMember: () => false,
}

/** Scripts of dependencies after an install without any. In a workspace it would run the members' own too, so there it is told whose. */
export function npmRebuild(member: InstallRequest['member']): string[] {
  if (!member) return ['npm rebuild']
  return member.rebuilds.length > 0 ? [`npm rebuild ${member.rebuilds.map(shellWord).join(' ')}`] : []
}
