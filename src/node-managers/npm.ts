import type { NodeManager } from './contract.ts'

export const npm: NodeManager = {
  id: 'npm',
  title: 'npm',
  lockCommand: 'npm install --package-lock-only',
  tool: () => null,
  cache: '/root/.npm',
  install: ({ production, locked, withoutOwnScripts }) => {
    const words = [locked ? 'npm ci' : 'npm install', ...(production ? ['--omit=dev'] : []), ...(withoutOwnScripts ? ['--ignore-scripts'] : [])]
    return [words.join(' '), ...(withoutOwnScripts ? ['npm rebuild'] : [])]
  },
  run: (script) => `npm run ${script}`,
}
