import { shellWord } from '../render/escape/shell.ts'
import type { InstallRequest, NodeManager } from './contract.ts'
import { npmRebuild } from './npm.ts'

/**
 * Its modules in a folder, as every program finds them, also where the project itself has Plug'n'Play. Not for the install alone: `yarn run`
 * looks for what it runs where it believes that modules are, and ends where they are not.
 */
const linker = [{ name: 'YARN_NODE_LINKER', value: 'node-modules' }]

/** The map of Plug'n'Play, which Yarn and esbuild believe before a folder of modules, and archives that no install of ours reads. */
const leaves = ['**/.pnp.*', '**/.yarn/cache', '**/.yarn/unplugged', '**/.yarn/install-state.gz']

export const yarn: NodeManager = {
  id: 'yarn',
  title: 'Yarn',
  lockCommand: 'yarn install',
  tool: (version) => {
    const value = version ?? '1.22.22'
    // From 2 on it is another package; some images of Node have the first one already, which makes way.
    const classic = value.startsWith('1.')
    const install = `npm install --global --force ${classic ? 'yarn' : '@yarnpkg/cli-dist'}@\${YARN_VERSION}`
    return { argument: { name: 'YARN_VERSION', value }, install, ...(classic ? {} : { environment: linker, rewrites: true, leaves }) }
  },
  cache: '/root/.cache/yarn',
  // The first one unpacks into it where others look.
  cacheIsForOne: true,
  install: (request) => (request.major !== null && request.major >= 2 ? modern(request) : classic(request)),
  run: (script, folder) => `yarn ${folder === undefined ? '' : `--cwd ${shellWord(folder)} `}run ${script}`,
  // From 2 on a lock file that has more than there is counts as one that does not fit.
  readsEveryMember: (version) => version !== null && !version.startsWith('1.'),
}

function classic({ production, locked, withoutOwnScripts, member }: InstallRequest): readonly string[] {
  const words = [
    'yarn install --cache-folder /root/.cache/yarn',
    ...(locked ? ['--frozen-lockfile'] : []),
    ...(production ? ['--production'] : []),
    ...(withoutOwnScripts ? ['--ignore-scripts'] : []),
  ]
  return [words.join(' '), ...(withoutOwnScripts ? npmRebuild(member) : [])]
}

/** What Yarn calls a root whose package.json has no name. */
const namelessRoot = 'root-workspace-0b6124'

/** `focus` is its way to leave development out. */
function modern({ production, locked, member }: InstallRequest): readonly string[] {
  const settings = 'YARN_CACHE_FOLDER=/root/.cache/yarn YARN_ENABLE_GLOBAL_CACHE=false'
  if (member && production) {
    // `focus` would mend a lock file that does not fit and say nothing, so what builds has everything.
    const root = member.rootName ?? namelessRoot
    const names = [member.name ?? root, ...(member.withRoot ? [root] : [])].map(shellWord).join(' ')
    return [`${settings} yarn workspaces focus --production ${names}`]
  }
  return [`${settings} ${production ? 'yarn workspaces focus --production' : `yarn install${locked ? ' --immutable' : ''}`}`]
}
