import { shellWord } from '../render/escape/shell.ts'
import type { InstallRequest, NodeManager } from './contract.ts'

export const pnpm: NodeManager = {
  id: 'pnpm',
  title: 'pnpm',
  lockCommand: 'pnpm install --lockfile-only',
  // Corepack is no part of Node from 25 on; npm brings pnpm to every version.
  tool: (version) => ({ argument: { name: 'PNPM_VERSION', value: version ?? '10' }, install: 'npm install --global pnpm@${PNPM_VERSION}' }),
  cache: '/pnpm/store',
  install: ({ production, locked, withoutOwnScripts, member }) => {
    const words = [
      'pnpm install --store-dir /pnpm/store',
      locked ? '--frozen-lockfile' : '--no-frozen-lockfile',
      ...(production ? ['--prod'] : []),
      ...(withoutOwnScripts ? ['--ignore-scripts'] : []),
      // Three dots: with the members that it needs.
      ...(member ? [`--filter${production ? '-prod' : ''}=${shellWord(`${member.name ?? `{${member.folder}}`}...`)}`] : []),
    ]
    return [words.join(' '), ...(withoutOwnScripts ? rebuild(member) : [])]
  },
  run: (script, folder) => `pnpm ${folder === undefined ? '' : `--dir ${shellWord(folder)} `}run ${script}`,
  // Tried with 8 to 12.
  readsEveryMember: () => false,
}

/** Until 10 it looks for its store anew. In a workspace it would run scripts of the root's own, so there it is told whose are meant. */
function rebuild(member: InstallRequest['member']): string[] {
  if (member && member.rebuilds.length === 0) return []
  return [['pnpm rebuild --store-dir /pnpm/store', ...(member?.rebuilds ?? []).map(shellWord)].join(' ')]
}
