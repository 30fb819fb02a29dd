import { shellWord } from '../render/escape/shell.ts'
import type { NodeManager } from './contract.ts'
import { npmRebuild } from './npm.ts'

export const bun: NodeManager = {
  id: 'bun',
  title: 'Bun',
  lockCommand: 'bun install --lockfile-only',
  tool: (version) => ({ argument: { name: 'BUN_VERSION', value: version ?? '1' }, install: 'npm install --global bun@${BUN_VERSION}' }),
  cache: '/root/.bun/install/cache',
  install: ({ production, locked, withoutOwnScripts, member }) => {
    const words = [
      'bun install',
      ...(locked ? ['--frozen-lockfile'] : []),
      ...(production ? ['--production'] : []),
      ...(withoutOwnScripts ? ['--ignore-scripts'] : []),
      ...(member ? [`--filter=${shellWord(`./${member.folder}`)}`] : []),
      ...(member && (!production || member.withRoot) ? ['--filter=./'] : []),
    ]
    return [words.join(' '), ...(withoutOwnScripts ? npmRebuild(member) : [])]
  },
  run: (script, folder) => `bun run ${folder === undefined ? '' : `--cwd ${shellWord(folder)} `}${script}`,
  // Until 1.4 a frozen lock file that has more than there is counts as one that changed.
  readsEveryMember: (version) => version !== null && /^(0|1\.[0-3])(\.|$)/.test(version),
}
