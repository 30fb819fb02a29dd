import type { Answers } from '../ask/answers.ts'
import type { NodeFacts } from '../detect/node-facts.ts'
import { UserError } from '../errors.ts'
import { nodeManagerOf, nodeManagers } from '../node-managers/index.ts'
import { stackOf } from '../stacks/index.ts'
import { healthOf } from './health.ts'
import type { UnitInput } from './images.ts'
import { backingAnswers } from './networks.ts'
import { migrationCopies, toolsFolder } from './node-migrations.ts'
import type { NodeBuild } from './node-plan.ts'
import { generateBuild, manifestsOf, memberBuild, memberRequest, membersHaveScripts, mountedSource, workspaceBuild } from './node-workspace.ts'
import { through } from './python-base.ts'

/** nginx without root: listens above 1024 and keeps its own files in /tmp. Docker Hub, nginxinc/nginx-unprivileged. */
const pageServer = 'nginxinc/nginx-unprivileged:1.30-alpine'

/**
 * How an image of Node's is built.
 * @throws UserError for a manager or a base that Node does not have.
 */
export function nodeBuild(unit: UnitInput, answers: Answers): NodeBuild {
  const { facts, answers: own } = unit
  const node = facts.node
  if (!node) throw new Error(`${own.name} is no unit of Node's`)
  refuseForeign(unit)
  const stack = stackOf(own.stack, facts.framework)
  const command = stack.command(unit)
  const manager = nodeManagerOf(own.packageManager)
  const version = own.packageManager === facts.packageManager ? node.managerVersion : null
  const tool = manager.tool(version)
  const withoutOwnScripts = node.ownInstallScripts.length > 0 || node.generate !== null || membersHaveScripts(node)
  const locked = facts.lockfile !== null
  const needsModules = node.dependencies.some((one) => one.group === 'main')
  const major = /^\d+/.exec(version ?? (own.packageManager === 'yarn' ? '1' : ''))?.[0]
  const member = memberRequest(facts)
  const install = (production: boolean) => manager.install({ production, locked, withoutOwnScripts, member, major: major === undefined ? null : Number(major) })
  const workspace = workspaceBuild(facts, manager.run)
  return {
    arguments: [{ name: 'NODE_VERSION', value: own.runtime }, ...(tool ? [tool.argument] : [])],
    baseImage: through(answers.baseRegistry, `node:\${NODE_VERSION}-${Number.parseInt(own.runtime, 10) < 20 ? 'bookworm' : 'trixie'}-slim`),
    pageServer: node.served === 'static' ? through(answers.baseRegistry, pageServer) : null,
    served: node.served,
    complete: node.complete,
    tool: tool && {
      argument: tool.argument.name,
      install: tool.install,
      environment: tool.environment ?? [],
      rewrites: tool.rewrites ?? false,
      leaves: tool.leaves ?? [],
    },
    cache: manager.cache,
    cacheIsForOne: manager.cacheIsForOne ?? false,
    manifests: manifestsOf(facts, manager.readsEveryMember(version)),
    install: install(false),
    installProduction: node.served === 'static' || node.complete || !needsModules ? null : install(true),
    generate: node.generate && generateBuild(node.generate),
    systemPackages: facts.systemPackages,
    publicVariables: facts.variables.filter((one) => one.public).map((one) => one.name),
    build: workspace ? memberBuild(facts, manager.run) : buildCommands(node, manager.run),
    output: node.output,
    beside: node.beside.filter((one) => one !== node.output),
    migrations: migrationCopies(facts),
    tools: toolsFolder(facts),
    source: mountedSource(facts),
    programEnvironment: command.inImage ?? {},
    user: { uid: 1000, name: 'node', home: '/home/node' },
    command: command.run,
    developCommand: command.develop,
    testCommand: node.test ? manager.run('test').split(' ') : [],
    port: own.port,
    health: healthOf(
      stack.probe(unit),
      stack.startPeriodSeconds,
      command,
      backingAnswers(answers).map((one) => one.kind),
    ),
    workspace,
  }
}

/** What the project's own install scripts do comes after its source; then what makes code; then the build itself. */
function buildCommands(node: NodeFacts, run: (script: string) => string): string[] {
  const scripts = node.ownInstallScripts.filter((one) => one !== 'preinstall' && one !== 'prepare')
  return [
    ...scripts.map((one) => run(one)),
    ...(node.generate && scripts.length === 0 ? [`node_modules/.bin/${node.generate.command.join(' ')}`] : []),
    ...(node.build ? [run('build')] : []),
  ]
}

function refuseForeign({ answers: { name, packageManager, base } }: UnitInput): void {
  if (!nodeManagers.some((one) => one.id === packageManager)) {
    throw new UserError(`--package-manager ${packageManager}: ${name} runs on Node`, {
      todo: [`one of: ${nodeManagers.map((one) => one.id).join(', ')}`],
      exitCode: 2,
    })
  }
  if (base !== 'slim') {
    throw new UserError(`--base ${base}: images of Node are made from Debian here, for which every package with native parts has a build`, {
      todo: ['--base slim'],
      exitCode: 2,
    })
  }
}
