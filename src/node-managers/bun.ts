import type { NodeManager } from './contract.ts'

export const bun: NodeManager = {
  id: 'bun',
  title: 'Bun',
  lockCommand: 'bun install --lockfile-only',
  tool: (version) => ({ argument: { name: 'BUN_VERSION', value: version ?? '1' }, install: 'npm install --global bun@${BUN_VERSION}' }),
  cache: '/root/.bun/install/cache',
  install: ({ production, locked, withoutOwnScripts }) => {
    const words = [
      'bun install',
      ...(locked ? ['--frozen-lockfile'] : []),
      ...(production ? ['--production'] : []),
      ...(withoutOwnScripts ? ['--ignore-scripts'] : []),
    ]
    return [words.join(' '), ...(withoutOwnScripts ? ['npm rebuild'] : [])]
  },
  run: (script) => `bun run ${script}`,
}
