import type { NodeManager } from './contract.ts'

export const pnpm: NodeManager = {
  id: 'pnpm',
  title: 'pnpm',
  lockCommand: 'pnpm install --lockfile-only',
  // Corepack is no part of Node from 25 on; npm brings pnpm to every version.
  tool: (version) => ({ argument: { name: 'PNPM_VERSION', value: version ?? '10' }, install: 'npm install --global pnpm@${PNPM_VERSION}' }),
  cache: '/pnpm/store',
  install: ({ production, locked, withoutOwnScripts }) => {
    const words = [
      'pnpm install --store-dir /pnpm/store',
      locked ? '--frozen-lockfile' : '--no-frozen-lockfile',
      ...(production ? ['--prod'] : []),
      ...(withoutOwnScripts ? ['--ignore-scripts'] : []),
    ]
    return [words.join(' '), ...(withoutOwnScripts ? ['pnpm rebuild'] : [])]
  },
  run: (script) => `pnpm run ${script}`,
}
