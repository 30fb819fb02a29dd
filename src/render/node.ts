import type { NodeBuild } from '../plan/node-plan.ts'
import type { ImagePlan } from '../plan/plan.ts'
import { times } from './dockerfile.ts'
import { copyArguments, dockerValue, execForm } from './escape/dockerfile.ts'
import { refuseHostilePath, refuseInMount } from './escape/name.ts'
import { shellWord } from './escape/shell.ts'
import { generateView, nodeWorkspaceView, unitAt } from './node-workspace.ts'

/** What the Dockerfile of a unit of Node's reads: every value escaped for where it lands. */
export function nodeView(image: ImagePlan, build: NodeBuild): Record<string, unknown> {
  const isNext = build.served === 'next'
  const at = unitAt(build.workspace)
  const installer = build.tool !== null || build.systemPackages.build.length > 0
  const word = (path: string) => shellWord(refuseHostilePath(at + path))
  return {
    arguments: build.arguments.map(({ name, value }) => ({ name, value: dockerValue(value) })),
    baseImage: build.baseImage,
    pageServer: build.pageServer,
    runPackages: build.systemPackages.run.join(' '),
    buildPackages: build.systemPackages.build.join(' '),
    alpine: false,
    installer,
    installerStage: installer ? 'installer' : 'base',
    tool: build.tool,
    rewrites: build.tool?.rewrites ?? false,
    cache: build.cache + (build.cacheIsForOne ? ',sharing=locked' : ''),
    buildSecrets: image.buildSecrets,
    manifests: build.manifests
      .map(refuseInMount)
      .map((path) => ({ source: path, target: path, writable: build.tool?.rewrites && /(^|\/)package\.json$/.test(path) })),
    install: build.install,
    installProduction: build.installProduction,
    generate: build.generate && {
      ...generateView(build.generate),
      copy: copyArguments([refuseHostilePath(build.generate.folder)], `./${build.generate.folder}`),
    },
    publicVariables: build.publicVariables,
    built: build.build.length > 0,
    build:
      isNext && build.complete
        ? [...build.build, `mkdir -p ${word('public')}`, `mv ${word('.next/standalone/node_modules')} /modules`]
        : isNext
          ? [...build.build, `mkdir -p ${word('public')}`]
          : build.build,
    ...nodeWorkspaceView(build),
    isNext,
    standalone: isNext && build.complete,
    started: isNext && !build.complete,
    page: build.served === 'static',
    nextConfig: isNext && !build.complete ? build.source.filter((path) => /^next\.config\./.test(path.slice(at.length))).map(refuseHostilePath) : [],
    server: build.served === 'server',
    complete: build.complete,
    output: build.output === null ? null : shellWord(refuseHostilePath(build.output)),
    fromBuilder:
      build.output === null
        ? null
        : copyArguments([`/app/${at}${refuseHostilePath(build.output)}`], build.pageServer ? '/usr/share/nginx/html' : `./${at}${build.output}`),
    beside: build.beside.map((path) => copyArguments([refuseHostilePath(at + path)], `./${at}${path}`)),
    migrations: build.migrations.map(({ from, to }) => copyArguments(from.map(refuseHostilePath), to)),
    tools: build.tools && refuseHostilePath(build.tools),
    environment: [
      { name: 'NODE_ENV', value: 'production' },
      ...Object.entries(build.programEnvironment).map(([name, value]) => ({ name, value: dockerValue(value) })),
    ],
    developmentEnvironment: Object.entries(build.programEnvironment).map(([name, value]) => ({ name, value: dockerValue(value) })),
    caches: [
      ...(build.developCommand[0] === 'vite' || build.developCommand[0] === 'astro' ? ['node_modules/.vite', 'node_modules/.vite-temp'] : []),
      'node_modules/.cache',
      ...(isNext ? ['.next'] : []),
    ].join(' '),
    development: image.targets.includes('development'),
    testing: image.targets.includes('testing'),
    user: build.user,
    port: build.port,
    health: build.health && { ...times(build.health), command: execForm(build.health.test.slice(1)) },
    command: execForm(build.command),
    developCommand: execForm(build.developCommand),
    testCommand: execForm(build.testCommand),
  }
}
