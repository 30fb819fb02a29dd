import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

type Files = Readonly<Record<string, string>>

function project(files: Files, links: Files = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'dockerize-workspace-'))
  made.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    symlinkSync(target, join(root, path))
  }
  return root
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
const server = "require('node:http').createServer((q, s) => s.end('ok')).listen(process.env.PORT ?? 3000)\n"
/** A server of Node's in apps/api. */
const api = (more: object = {}): Files => ({
  'apps/api/package.json': json({ name: 'api', scripts: { start: 'node server.js' }, ...more }),
  'apps/api/server.js': server,
})
const library = (name: string, more: object = {}): string => json({ name, version: '1.0.0', main: 'index.js', ...more })
const npm = (...workspaces: string[]): Files => ({ 'package.json': json({ name: 'root', private: true, workspaces }) })

/** A member of Python's. */
const member = (name: string, dependencies: readonly string[] = [], more = ''): string =>
  `[project]\nname = "${name}"\nversion = "0.1.0"\nrequires-python = ">=3.12"\ndependencies = [${dependencies.map((one) => `"${one}"`).join(', ')}]\n${more}`
const fromWorkspace = (name: string): string => `\n[tool.uv.sources]\n${name} = { workspace = true }\n`
const uv = (members: string, more = ''): Files => ({ 'pyproject.toml': `[tool.uv.workspace]\nmembers = ${members}\n${more}`, 'uv.lock': 'version = 1\n' })
const pythonApi = (dependencies: readonly string[] = [], more = ''): Files => ({
  'apps/api/pyproject.toml': member('api', ['fastapi', 'uvicorn', ...dependencies], more),
  'apps/api/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
})

const refused: [what: string, files: Files, line: string, todo: string, links?: Files][] = [
  [
    'globs of package.json that match nothing',
    { ...npm('packages/*', 'libs/*'), ...api() },
    'package.json:5: no folder with a package.json matches packages/*, libs/*: the workspace has no members',
    'correct the path, or take the workspace out',
  ],
  [
    'globs of pnpm-workspace.yaml that match nothing',
    { 'package.json': library('root'), 'pnpm-workspace.yaml': "packages:\n  # the apps\n  - 'app/*'\n", ...api() },
    'pnpm-workspace.yaml:3: no folder with a package.json matches app/*: the workspace has no members',
    'correct the path, or take the workspace out',
  ],
  [
    "globs of uv's that match nothing",
    { ...uv('["packages/*"]'), ...pythonApi() },
    'pyproject.toml:2: no folder with a pyproject.toml matches packages/*: the workspace has no members',
    'correct the path, or take the workspace out',
  ],
  [
    'a member without a name',
    { ...npm('apps/*', 'libs/*'), ...api(), 'libs/ui/package.json': json({ version: '1.0.0', dependencies: {} }) },
    'libs/ui/package.json:1: a member of the workspace without a name',
    'give it one: "name": "ui"',
  ],
  [
    "a member of uv's without a name",
    { ...uv('["apps/*", "libs/*"]'), ...pythonApi(), 'libs/db/pyproject.toml': '[build-system]\nrequires = []\n\n[project]\nversion = "1"\n' },
    'libs/db/pyproject.toml:4: a member of the workspace without a name',
    'give it one: name = "db" in [project]',
  ],
  [
    'two members of one name',
    { ...npm('apps/*', 'libs/*'), ...api(), 'libs/a/package.json': library('ui'), 'libs/b/package.json': library('ui') },
    'libs/b/package.json:2: two members of the workspace are called ui (the other: libs/a/package.json:2)',
    'give one another name, or leave it out of the workspace',
  ],
  [
    "two members of uv's that differ in what does not count",
    { ...uv('["apps/*", "libs/*"]'), ...pythonApi(), 'libs/a/pyproject.toml': member('our_db'), 'libs/b/pyproject.toml': member('Our-DB') },
    'libs/b/pyproject.toml:2: two members of the workspace are called Our-DB (the other: libs/a/pyproject.toml:2)',
    'give one another name, or leave it out of the workspace',
  ],
  [
    'packages that need each other',
    {
      ...uv('["apps/*", "libs/*"]'),
      ...pythonApi(['db'], fromWorkspace('db')),
      'libs/db/pyproject.toml': member('db', ['models'], fromWorkspace('models')),
      'libs/models/pyproject.toml': member('models', ['db'], fromWorkspace('db')),
    },
    'libs/db/pyproject.toml:5: db needs models needs db: none of them can be built before the other',
    'move what both need into a package of its own, or make one of them a dependency of development',
  ],
  [
    "packages of Node's that need each other",
    {
      ...npm('apps/*', 'libs/*'),
      ...api({ dependencies: { ui: '*' } }),
      'libs/ui/package.json': library('ui', { dependencies: { tokens: '^1.0.0' } }),
      'libs/tokens/package.json': library('tokens', { dependencies: { ui: '^1.0.0' } }),
    },
    'libs/ui/package.json:6: ui needs tokens needs ui: none of them can be built before the other',
    'move what both need into a package of its own, or make one of them a dependency of development',
  ],
  [
    'workspace:* that no member has',
    { ...npm('apps/*', 'libs/*'), ...api({ dependencies: { '@acme/ui': 'workspace:*' } }), 'libs/ui/package.json': library('@acme/uis') },
    'apps/api/package.json:7: @acme/ui is said to be in the workspace (workspace:), and no member is called that',
    'members: @acme/uis, api, root',
  ],
  [
    '{ workspace = true } that no member has',
    { ...uv('["apps/*"]'), ...pythonApi(['db'], fromWorkspace('db')) },
    'apps/api/pyproject.toml:5: db is said to be in the workspace ({ workspace = true }), and no member is called that',
    'members: api',
  ],
  [
    'a dependency of a workspace that is not here',
    { ...pythonApi(['db'], fromWorkspace('db')) },
    'apps/api/pyproject.toml:8: db is said to be in the workspace, and no workspace here has apps/api in it',
    "run create-dockerize in the workspace's root, or add the folder to its members",
  ],
  [
    'a member out of the project',
    { ...npm('apps/*', '../shared'), ...api() },
    'package.json:6: the member ../shared lies outside of the project, where no image can take it from',
    'run create-dockerize in the folder that holds both, or take the member out',
  ],
  [
    'a member that is a link out of the project',
    { ...npm('apps/*', 'libs/*'), ...api() },
    'package.json:6: the member libs/ui is a link, which an image gets without what it leads to',
    'name the folder that it leads to, or put the folder in its place',
    { 'libs/ui': '/usr/share' },
  ],
  [
    'a member that is a link within it',
    { ...uv('["apps/*", "libs/*"]'), ...pythonApi(), 'elsewhere/db/pyproject.toml': member('db') },
    'pyproject.toml:2: the member libs/db is a link, which an image gets without what it leads to',
    'name the folder that it leads to, or put the folder in its place',
    { 'libs/db': '../elsewhere/db' },
  ],
  [
    'pnpm-workspace.yaml that is no list',
    { 'package.json': library('root'), 'pnpm-workspace.yaml': 'packages: apps\n', ...api() },
    'pnpm-workspace.yaml:1: packages is no list of folders',
    "write it like: packages: ['apps/*']",
  ],
]

describe('what no image can be built from is refused, with its line and what to do', () => {
  test.each(refused)('%s', async (_, files, line, todo, links) => {
    const root = project(files, links)
    const run = await runCli(['--yes', '--no-validate'], root)
    expect(run.stderr.split('\n').slice(0, 2)).toEqual([`error: ${line}. Nothing was written.`, `  ${todo}`])
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(readdirSync(join(root, 'apps/api'))).not.toContain('Dockerfile')
    // Whoever only looks is told the same.
    const looked = await runCli(['detect'], root)
    expect([looked.code, looked.stderr.split('\n').slice(0, 2)]).toEqual([1, [`error: ${line}`, `  ${todo}`]])
  })

  test.each([
    [
      'pnpm-workspace.yaml',
      { 'package.json': library('root'), 'pnpm-workspace.yaml': 'packages:\n  - "apps/*\n', ...api() },
      /^error: pnpm-workspace\.yaml:[23]: /,
    ],
    [
      'package.json of a member',
      { ...npm('apps/*', 'libs/*'), ...api(), 'libs/ui/package.json': '{\n  "name": "ui",\n}\n' },
      /^error: libs\/ui\/package\.json:3: /,
    ],
    ['pyproject.toml of a member', { ...uv('["apps/*"]'), ...pythonApi(), 'apps/x/pyproject.toml': '[project\n' }, /^error: apps\/x\/pyproject\.toml:1: /],
    ['pyproject.toml of the root', { ...uv('["apps/*"'), ...pythonApi() }, /^error: pyproject\.toml:[23]: /],
  ])('%s that does not parse', async (_, files, line) => {
    const run = await runCli(['--yes', '--no-validate'], project(files))
    expect(run.stderr).toMatch(line)
    expect(run).toMatchObject({ code: 1, stdout: '' })
  })
})

describe('what package managers take is taken', () => {
  test('one dead glob among others is told, and a manifest that is no package is not asked for a name', async () => {
    const root = project({ ...uv('["apps/*", "gone/*"]'), ...pythonApi() })
    const run = await runCli(['detect'], root)
    expect(run.code).toBe(0)
    expect(run.stdout.replace(/\s+/g, ' ')).toContain("no package matches gone/* in the workspace's list of members pyproject.toml:2")
  })

  test('a circle that only development closes', async () => {
    const root = project({
      ...uv('["apps/*", "libs/*"]'),
      ...pythonApi(['db'], fromWorkspace('db')),
      'libs/db/pyproject.toml': member('db', [], `\n[dependency-groups]\ndev = ["api"]\n${fromWorkspace('api')}`),
    })
    expect(await runCli(['detect'], root)).toMatchObject({ code: 0, stderr: '' })
  })

  test('workspaces of examples are nobody’s', async () => {
    const root = project({
      'requirements.txt': 'fastapi\nuvicorn\n',
      'main.py': pythonApi()['apps/api/main.py']!,
      'examples/all/package.json': npm('none/*')['package.json']!,
    })
    expect(await runCli(['detect'], root)).toMatchObject({ code: 0, stderr: '' })
  })
})

/** A server of Node's by itself. */
const alone = (more: object = {}): Files => ({ 'package.json': json({ name: 'shop', scripts: { start: 'node server.js' }, ...more }), 'server.js': server })
const packageLock = json({ name: 'shop', lockfileVersion: 3, packages: {} })

const asked: [what: string, files: Files, why: string, flags: readonly string[]][] = [
  [
    'two lock files in the root',
    { ...alone(), 'package-lock.json': packageLock, 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n" },
    "package-lock.json is npm's, pnpm-lock.yaml is pnpm's: which of them is kept up to date cannot be seen",
    ['--package-manager npm', '--package-manager pnpm'],
  ],
  [
    'packageManager that contradicts the only lock file',
    { ...alone({ packageManager: 'pnpm@10.2.0' }), 'package-lock.json': packageLock },
    "packageManager says pnpm (package.json:6), and package-lock.json is npm's",
    ['--package-manager pnpm', '--package-manager npm'],
  ],
  [
    'the lock file of another manager in a member',
    { ...uv('["apps/*"]'), ...pythonApi(), 'apps/api/poetry.lock': '' },
    "it is a member of the workspace in pyproject.toml, where uv.lock is uv's, and has apps/api/poetry.lock, which is poetry's",
    ['--package-manager poetry'],
  ],
  [
    "the lock file of another manager in one of Node's members",
    {
      ...npm('apps/*', 'libs/*'),
      'package-lock.json': packageLock,
      ...api(),
      'apps/api/pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
      'libs/ui/package.json': library('ui'),
    },
    "it is a member of the workspace in package.json, where package-lock.json is npm's, and has apps/api/pnpm-lock.yaml, which is pnpm's",
    ['--package-manager npm'],
  ],
]

describe('what a person can decide is asked, with the flag that does', () => {
  test.each(asked)('%s', async (_, files, why, flags) => {
    const run = await runCli(['--yes', '--no-validate'], project(files))
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr.replace(/\s+/g, ' ')).toContain(why)
    expect(run.stderr).toContain(`try: ${flags[0]}`)
    for (const flag of flags) {
      const root = project(files)
      expect(await runCli([...flag.split(' '), '--yes', '--no-validate', '--quiet'], root)).toMatchObject({ code: 0 })
    }
  })

  test('one answer does for all members of a workspace', async () => {
    const web = Object.fromEntries(Object.entries(api({ name: 'web' })).map(([path, text]) => [path.replace('apps/api', 'apps/web'), text]))
    const files = { ...npm('apps/*', 'libs/*'), 'package-lock.json': packageLock, 'yarn.lock': '', ...api(), ...web, 'libs/ui/package.json': library('ui') }
    const root = project(files)
    expect((await runCli(['--yes', '--no-validate'], root)).stderr).toMatch(
      /^error: 2 answers are missing[^]*--set api\.package-manager=npm[^]*--set web\.package-manager=npm/,
    )
    expect(await runCli(['--set', 'api.package-manager=yarn', '--yes', '--no-validate', '--quiet'], root)).toMatchObject({ code: 0 })
    for (const name of ['api', 'web']) {
      const text = readFileSync(join(root, `apps/${name}/Dockerfile`), 'utf8')
      expect(text).toContain('yarn.lock')
      expect(text).not.toContain('package-lock.json')
    }
  })

  test('a lock file in another folder than what the unit is seen as part of cannot be chosen: what to do is said', async () => {
    const root = project(asked[3]![1])
    const run = await runCli(['--package-manager', 'pnpm', '--yes', '--no-validate'], root)
    expect(run).toMatchObject({
      code: 1,
      stderr:
        'error: package-lock.json:1: api is a member of the workspace, which is installed from its root. Nothing was written.\n  to install it from apps/api/pnpm-lock.yaml, delete the other or take apps/api out of the workspace\n',
    })
  })

  test('the image is installed from the lock file of the manager that was chosen, or from none', async () => {
    const dockerfile = async (files: Files, manager: string): Promise<string> => {
      const root = project(files)
      expect(await runCli(['--package-manager', manager, '--yes', '--no-validate', '--quiet'], root)).toMatchObject({ code: 0 })
      return readFileSync(join(root, 'Dockerfile'), 'utf8')
    }
    const [both, contradiction] = [asked[0]![1], asked[1]![1]]
    expect(await dockerfile(both, 'pnpm')).toMatch(/source=pnpm-lock\.yaml[^]*--frozen-lockfile/)
    expect(await dockerfile(both, 'pnpm')).not.toContain('package-lock.json')
    expect(await dockerfile(contradiction, 'npm')).toMatch(/source=package-lock\.json[^]*npm ci/)
    expect(await dockerfile(contradiction, 'pnpm')).not.toMatch(/package-lock\.json|--frozen-lockfile/)
  })
})
