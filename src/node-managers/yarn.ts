import type { InstallRequest, NodeManager } from './contract.ts'

export const yarn: NodeManager = {
  id: 'yarn',
  title: 'Yarn',
  lockCommand: 'yarn install',
  tool: (version) => {
    const value = version ?? '1.22.22'
    // From 2 on it is another package; some images of Node have the first one already, which makes way.
    const name = value.startsWith('1.') ? 'yarn' : '@yarnpkg/cli-dist'
    return { argument: { name: 'YARN_VERSION', value }, install: `npm install --global --force ${name}@\${YARN_VERSION}` }
  },
  cache: '/root/.cache/yarn',
  install: (request) => (request.major !== null && request.major >= 2 ? modern(request) : classic(request)),
  run: (script) => `yarn run ${script}`,
}

function classic({ production, locked, withoutOwnScripts }: InstallRequest): readonly string[] {
  const words = [
    'yarn install --cache-folder /root/.cache/yarn',
    ...(locked ? ['--frozen-lockfile'] : []),
    ...(production ? ['--production'] : []),
    ...(withoutOwnScripts ? ['--ignore-scripts'] : []),
  ]
  return [words.join(' '), ...(withoutOwnScripts ? ['npm rebuild'] : [])]
}

/** Its modules in a folder, as every program finds them; `focus` is its way to leave development out. */
function modern({ production, locked }: InstallRequest): readonly string[] {
  const settings = 'YARN_CACHE_FOLDER=/root/.cache/yarn YARN_NODE_LINKER=node-modules YARN_ENABLE_GLOBAL_CACHE=false'
  return [`${settings} ${production ? 'yarn workspaces focus --production' : `yarn install${locked ? ' --immutable' : ''}`}`]
}
