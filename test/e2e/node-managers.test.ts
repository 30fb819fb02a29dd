import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { nodeManagerOf } from '../../src/node-managers/index.ts'
import { answerOf, bringOut, buildTarget, layFiles } from './one-image.ts'
import { must, run } from './shell.ts'

/**
 * Each package manager of Node's with its real tool, as managers.test.ts has it for Python's; npm's own and pnpm's are in each-stack and
 * turborepo. Minutes where nothing is cached: `npm run test:e2e:all`.
 */
const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
const scratch = mkdtempSync(join(tmpdir(), 'dockerize-e2e-node-managers-'))
const made: string[] = []

afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true })
  if (made.length > 0) await run('docker', ['rmi', '-f', ...made])
})

const files: Readonly<Record<string, string>> = {
  'tsconfig.json': JSON.stringify({ compilerOptions: { target: 'es2022', module: 'nodenext', outDir: 'dist', rootDir: 'src' }, include: ['src'] }),
  'src/server.ts': `import { createServer } from 'node:http'
import ms from 'ms'

createServer((_request, response) => response.end(\`asked every \${ms('2s')} ms\`)).listen(Number(process.env.PORT ?? 4000))
`,
  'tests/ms.test.js': `import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import ms from 'ms'

test('seconds', () => equal(ms('2s'), 2000))
`,
}

interface Managed {
  id: string
  title: string
  /** As package.json states it. */
  version: string
  /** What comes of locking that people keep in git. */
  keeps: readonly string[]
  files?: Readonly<Record<string, string>>
  /** What the build says of a manifest that ran away from its lock file. */
  says: RegExp
}

const managed: readonly Managed[] = [
  { id: 'yarn', title: 'Yarn 1', version: '1.22.22', keeps: ['yarn.lock'], says: /lockfile needs to be updated/ },
  {
    id: 'yarn',
    title: 'Yarn 4 with modules in a folder',
    version: '4.12.0',
    keeps: ['yarn.lock'],
    files: { '.yarnrc.yml': 'nodeLinker: node-modules\n' },
    says: /lockfile would have been modified/,
  },
  {
    id: 'yarn',
    title: "Yarn 4 with Plug'n'Play, archives and all",
    version: '4.12.0',
    keeps: ['yarn.lock', '.pnp.cjs', '.yarn'],
    files: { '.yarnrc.yml': 'enableGlobalCache: false\n' },
    says: /lockfile would have been modified/,
  },
  { id: 'bun', title: 'Bun', version: '1.4.5', keeps: ['bun.lock'], says: /lockfile is frozen/ },
]

describe.skipIf(inject('withoutEngine') !== null).each(managed)('$title', ({ id, title, version, keeps, files: more, says }) => {
  const dir = join(scratch, `${title.toLowerCase().replaceAll(/\W+/g, '-')}${process.pid}`)

  it('builds from the lock that the tool made, serves, tests, and refuses a lock that is stale', { timeout: 300_000 }, async () => {
    const manifest = {
      private: true,
      type: 'module',
      packageManager: `${id}@${version}`,
      scripts: { build: 'tsc', start: 'node dist/server.js', test: 'node --test tests/*.test.js' },
      dependencies: { ms: '2.1.3' },
      devDependencies: { '@types/ms': '2.1.0', '@types/node': '24.10.0', typescript: '5.9.3' },
    }
    layFiles(dir, { ...files, ...more, 'package.json': JSON.stringify(manifest, null, 2) })
    await lock(dir, id, version, keeps)
    await must(process.execPath, [cli, '--yes', '--no-validate', '--files', 'dockerfile,dockerignore'], { cwd: dir })

    const image = await buildTarget(dir, 'runtime')
    made.push(image)
    expect(await answerOf(image, 4000, '/')).toBe('asked every 2000 ms')
    expect((await must('docker', ['run', '--rm', image, 'ls', 'node_modules'])).trim()).toBe('ms')

    const testing = await buildTarget(dir, 'testing')
    made.push(testing)
    const tests = await run('docker', ['run', '--rm', testing])
    expect(tests, tests.err).toMatchObject({ code: 0, out: expect.stringMatching(/pass 1\b/) as string })

    const path = join(dir, 'package.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"ms": "2.1.3"', '"ms": "2.1.2"'))
    const refused = await run('docker', ['build', '--progress=plain', '--target', 'runtime', dir], { seconds: 200 })
    expect(refused.code).not.toBe(0)
    expect(refused.err).toMatch(says)
  })
})

/** Runs the manager's own command in a stage of a build, so that the tool is installed once for all runs. */
async function lock(dir: string, id: string, version: string, keeps: readonly string[]): Promise<void> {
  const { tool, lockCommand } = nodeManagerOf(id)
  const { argument, install } = tool(version) ?? {}
  if (!argument || !install) throw new Error(`${id} comes with Node`)
  await bringOut(
    dir,
    `FROM node:24-trixie-slim AS lock
ARG ${argument.name}=${version}
RUN ${install}
WORKDIR /app
COPY . .
RUN ${lockCommand}
FROM scratch
${keeps.map((one) => `COPY --from=lock /app/${one} /${one}`).join('\n')}
`,
  )
}
