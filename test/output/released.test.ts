import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { parse } from 'yaml'

/** What is written for releases of a repository of several images, of one that is asked for otherwise, and of those that need none. */
const cli = join(import.meta.dirname, '../../dist/cli.js')
const scratch = mkdtempSync(join(tmpdir(), 'dockerize-released-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const api = {
  'services/api/pyproject.toml':
    '[project]\nname = "api"\nversion = "1"\nrequires-python = ">=3.13"\ndependencies = ["fastapi", "uvicorn"]\n\n[dependency-groups]\ndev = ["pytest"]\n',
  'services/api/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health():\n    return {}\n',
  'services/api/test_main.py': 'def test_nothing():\n    assert True\n',
}
const page = {
  'web/package.json':
    '{"name": "web", "type": "module", "scripts": {"dev": "vite", "build": "vite build"}, "dependencies": {"react": "19.2.0"}, "devDependencies": {"vite": "8.0.0"}}\n',
  'web/package-lock.json': '{"name": "web", "lockfileVersion": 3, "requires": true, "packages": {}}\n',
  'web/index.html': '<script type="module" src="/src/main.js"></script>\n',
  'web/src/main.js': 'fetch(import.meta.env.VITE_API_URL)\n',
}

interface Job {
  env?: Record<string, string>
  needs?: string[]
  permissions?: Record<string, string>
  steps: { id?: string; name?: string; if?: string; uses?: string; run?: string; with?: Record<string, string> }[]
}
interface Workflow {
  on: { push: { branches: string[] } }
  permissions: Record<string, string>
  jobs: Record<string, Job>
}

function written(name: string, files: Readonly<Record<string, string>>, args: readonly string[] = []): string {
  const folder = join(scratch, name)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const run = spawnSync(process.execPath, [cli, '--yes', '--no-validate', '--quiet', ...args], { cwd: folder, encoding: 'utf8' })
  expect(run.status, run.stderr).toBe(0)
  return folder
}

const workflowOf = (folder: string) => parse(readFileSync(join(folder, '.github/workflows/docker.yml'), 'utf8')) as Workflow

describe('for two images', () => {
  let folder: string
  beforeAll(() => {
    const git = { '.git/HEAD': 'ref: refs/heads/trunk\n', '.git/refs/remotes/origin/HEAD': 'ref: refs/remotes/origin/trunk\n' }
    folder = written('two', { ...api, ...page, ...git }, ['--image-prefix', 'registry.example.com/Team'])
  })

  it('names the registry alike, in lower case, in the overlay, the bake file and the workflow', () => {
    for (const path of ['compose.prod.yaml', 'docker-bake.hcl', '.github/workflows/docker.yml']) {
      expect(readFileSync(join(folder, path), 'utf8'), path).toContain('registry.example.com/team')
    }
    const login = workflowOf(folder).jobs['image']?.steps.find((one) => one.uses?.startsWith('docker/login-action@'))
    expect(login?.with).toMatchObject({ registry: 'registry.example.com', username: '${{ secrets.REGISTRY_USERNAME }}' })
  })

  it('checks, tests, builds, scans what was built and pushes then, from the default branch', () => {
    const { on, permissions, jobs } = workflowOf(folder)
    expect(on.push.branches).toEqual(['trunk'])
    expect(permissions).toEqual({ contents: 'read' })
    expect(jobs['image']?.needs).toEqual(['check', 'test', 'changes'])
    expect(jobs['image']?.permissions).toEqual({ contents: 'read', packages: 'write', 'security-events': 'write' })
    const steps = jobs['image']?.steps ?? []
    const at = (what: (step: Job['steps'][number]) => boolean | undefined) => steps.findIndex((step) => what(step))
    const build = at((one) => one.id === 'build')
    const scan = at((one) => one.uses?.startsWith('aquasecurity/trivy-action@'))
    const push = at((one) => one.with?.['push'] !== undefined)
    expect([build, scan, push].every((one) => one >= 0) && build < scan && scan < push).toBe(true)
    expect(steps[scan]?.with?.['image-ref']).toContain("steps.build.outputs.metadata)[matrix.unit]['containerimage.config.digest']")
    expect(steps[push]?.if).toBe("github.event_name != 'pull_request'")
  })

  it('hands on what browsers get from variables of the repository', () => {
    expect(workflowOf(folder).jobs['image']?.env).toMatchObject({ VITE_API_URL: '${{ vars.VITE_API_URL }}' })
  })

  it('finds which images a change is for, as git and bash do', () => {
    const repository = written('changed', { ...api, ...page })
    const script = workflowOf(repository).jobs['changes']?.steps.find((one) => one.id === 'units')?.run ?? ''
    const git = (...args: string[]) => {
      const run = spawnSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], { cwd: repository, encoding: 'utf8' })
      expect(run.status, run.stderr).toBe(0)
      return run.stdout.trim()
    }
    git('init', '-q')
    git('add', '-A')
    git('commit', '-qm', 'all')
    const first = git('rev-parse', 'HEAD')
    const units = (base: string, tag = false) => {
      const output = join(scratch, 'output')
      rmSync(output, { force: true })
      // The shell and its options are those of a step of GitHub's.
      const env = { ...process.env, BASE: base, TAG: String(tag), GITHUB_OUTPUT: output }
      const run = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd: repository, env, encoding: 'utf8' })
      expect(run.status, run.stderr).toBe(0)
      return JSON.parse(/^units=(.*)$/m.exec(readFileSync(output, 'utf8'))?.[1] ?? 'null') as string[]
    }
    const commit = (path: string) => {
      writeFileSync(join(repository, path), '\n', { flag: 'a' })
      git('commit', '-qam', path)
    }
    expect(units(first)).toEqual([])
    commit('services/api/main.py')
    expect(units(first)).toEqual(['api'])
    commit('web/src/main.js')
    expect(units(first)).toEqual(['api', 'web'])
    expect(units('HEAD~1')).toEqual(['web'])
    expect(units('HEAD', true)).toEqual(['api', 'web'])
    // A branch that is new to the host, and a history that was written anew.
    expect(units('0'.repeat(40))).toEqual(['api', 'web'])
    expect(units('f'.repeat(40))).toEqual(['api', 'web'])
    commit('docker-bake.hcl')
    expect(units('HEAD~1')).toEqual(['api', 'web'])
  })
})

test('its first job passes in a fresh clone, which has no .env, and fails where a file is another than the answers say', () => {
  const origin = written('origin', { ...api, 'services/api/uv.lock': 'version = 1\n\n[[package]]\nname = "fastapi"\nversion = "0.120.0"\n' })
  const clone = join(scratch, 'clone')
  const run = (folder: string, program: string, ...args: string[]) => spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    ['-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit', '-qm', 'all'],
    ['clone', '-q', '.', clone],
  ])
    expect(run(origin, 'git', ...args).status).toBe(0)
  expect(existsSync(join(clone, '.env'))).toBe(false)
  const check = () => run(clone, process.execPath, cli, 'check')
  const passed = check()
  expect(passed.status, passed.stdout + passed.stderr).toBe(0)
  expect(run(clone, process.execPath, cli, 'review', '--format', 'github')).toMatchObject({ status: 0, stdout: '' })
  expect(run(clone, 'git', 'status', '--porcelain').stdout).toBe('')
  writeFileSync(join(clone, '.dockerize/answers.yaml'), readFileSync(join(clone, '.dockerize/answers.yaml'), 'utf8').replace('port: 8000', 'port: 9000'))
  expect(check()).toMatchObject({ status: 1 })
  expect(check().stdout).toContain('compose.yaml')
})

describe('no workflow is written, and it is said why', () => {
  const files = (folder: string) => readdirSync(folder)
  test.each([
    ['another system runs the project', { '.gitlab-ci.yml': 'test:\n  script: [pytest]\n' }],
    ['a workflow builds images already', { '.github/workflows/release.yaml': 'jobs:\n  image:\n    steps:\n      - run: docker build -t api .\n' }],
  ])('%s', (title, more) => {
    const folder = written(title.replaceAll(' ', '-'), { ...api, ...more })
    expect(existsSync(join(folder, '.github/workflows/docker.yml'))).toBe(false)
    expect(files(folder)).toContain('docker-bake.hcl')
    const [file = ''] = Object.keys(more)
    const again = spawnSync(process.execPath, [cli, '--yes', '--no-validate', '--json'], { cwd: folder, encoding: 'utf8' })
    expect((JSON.parse(again.stdout) as { files: { path: string; action: string }[] }).files).toContainEqual(
      expect.objectContaining({ path: file, action: 'kept' }),
    )
  })

  test('one that is asked for is written all the same, beside a workflow that builds none', () => {
    const folder = written('tests-only', { ...api, '.github/workflows/test.yml': 'jobs:\n  test:\n    steps:\n      - run: pytest\n' })
    expect(existsSync(join(folder, '.github/workflows/docker.yml'))).toBe(true)
    const asked = written('asked', { ...api, '.gitlab-ci.yml': 'test: {}\n' }, ['--files', 'dockerfile,dockerignore,compose,env,bake,ci'])
    expect(workflowOf(asked).jobs['test']).toBeUndefined()
  })

  test('it needs the bake file', () => {
    const folder = written('no-bake', api, ['--no-bake'])
    expect(existsSync(join(folder, '.github'))).toBe(false)
  })
})

describe('what keeps versions fresh', () => {
  interface Entry {
    'package-ecosystem': string
    directory?: string
    directories?: string[]
    ignore?: { 'dependency-name': string; 'update-types': string[] }[]
    groups: object
    cooldown: object
  }
  const updates = (folder: string) => (parse(readFileSync(join(folder, '.github/dependabot.yml'), 'utf8')) as { version: number; updates: Entry[] }).updates
  const has = (folder: string) => existsSync(join(folder, '.github/dependabot.yml'))

  it('is told of each folder with a Dockerfile, the compose files and the workflow', () => {
    const folder = written('fresh', { ...api, ...page, 'web/.keep': '' }, ['--with', 'postgres,redis', '--base-registry', 'mirror.example.com/hub'])
    expect(updates(folder).map((one) => [one['package-ecosystem'], one.directories ?? one.directory])).toEqual([
      ['docker', ['/services/api', '/web']],
      ['docker-compose', '/'],
      ['github-actions', '/'],
    ])
    for (const one of updates(folder)) expect(one).toMatchObject({ schedule: { interval: 'weekly' }, cooldown: { 'default-days': 7 }, groups: {} })
    // What keeps data, as Dependabot calls it: without the host of the mirror, without the tag.
    expect(updates(folder)[1]?.ignore).toEqual([{ 'dependency-name': 'hub/library/postgres', 'update-types': ['version-update:semver-major'] }])
  })

  test('a file of the person gains what it lacks, once', () => {
    const mine = 'version: 2\nupdates:\n  - package-ecosystem: "docker"\n    directory: "/services/api"\n    schedule:\n      interval: "daily"\n'
    const folder = written('fresh-theirs', { ...api, '.github/dependabot.yaml': mine })
    const text = readFileSync(join(folder, '.github/dependabot.yaml'), 'utf8')
    expect(text.startsWith(mine)).toBe(true)
    expect(text.match(/package-ecosystem: .*/g)).toEqual([
      'package-ecosystem: "docker"',
      'package-ecosystem: docker-compose',
      'package-ecosystem: github-actions',
    ])
    expect(has(folder)).toBe(false)
    const again = spawnSync(process.execPath, [cli, '--yes', '--no-validate', '--exit-code', '--dry-run'], { cwd: folder, encoding: 'utf8' })
    expect(again.status, again.stdout).toBe(0)
    // An entry that the person takes out again stays out.
    writeFileSync(join(folder, '.github/dependabot.yaml'), mine)
    const later = spawnSync(process.execPath, [cli, 'update', '--yes', '--no-validate'], { cwd: folder, encoding: 'utf8' })
    expect(later.status, later.stderr).toBe(0)
    expect(readFileSync(join(folder, '.github/dependabot.yaml'), 'utf8')).toBe(mine)
  })

  test.each([
    ['renovate.json', '{}\n'],
    ['.github/renovate.json5', '{}\n'],
    ['package.json', '{\n  "name": "tools",\n  "renovate": {\n    "extends": ["config:recommended"]\n  }\n}\n'],
  ])('nothing is written beside %s', (path, text) => {
    const folder = written(`fresh-${path.replaceAll('/', '-')}`, { ...api, [path]: text })
    expect(has(folder)).toBe(false)
    expect(existsSync(join(folder, '.github/workflows/docker.yml'))).toBe(true)
    const again = spawnSync(process.execPath, [cli, '--yes', '--no-validate', '--json'], { cwd: folder, encoding: 'utf8' })
    const { files } = JSON.parse(again.stdout) as { files: { path: string; action: string }[] }
    expect(files).toContainEqual(expect.objectContaining({ path, action: 'kept' }))
  })

  test('nothing where no workflow is', () => {
    expect(has(written('fresh-gitlab', { ...api, '.gitlab-ci.yml': 'test: {}\n' }))).toBe(false)
    expect(has(written('fresh-no-ci', api, ['--no-ci']))).toBe(false)
  })
})

const expectations = join(import.meta.dirname, '../cases')
const released = readdirSync(expectations).flatMap((stack) =>
  readdirSync(join(expectations, stack)).flatMap((name) => {
    const folder = join(expectations, stack, name, 'expected')
    const whole = ['docker-bake.hcl', 'compose.prod.yaml', '.github/workflows/docker.yml'].every((path) => existsSync(join(folder, path)))
    return whole ? [{ title: `${stack}/${name}`, folder }] : []
  }),
)
const docker = spawnSync('docker', ['buildx', 'version']).status === 0
const actionlint = spawnSync('actionlint', ['-version']).status === 0

describe.each(released)('$title', ({ folder }) => {
  it.skipIf(!docker)('has every image of its compose file in the bake file, for both platforms', () => {
    const { VERSION: _, TAGS: __, ...env } = process.env
    const run = spawnSync('docker', ['buildx', 'bake', '-f', 'docker-bake.hcl', '--print'], { cwd: folder, env, encoding: 'utf8' })
    expect(run.status, run.stderr).toBe(0)
    const { target } = JSON.parse(run.stdout) as { target: Record<string, { tags: string[]; platforms: string[]; target?: string; context: string }> }
    const overlay = readFileSync(join(folder, 'compose.prod.yaml'), 'utf8')
    const names = [...new Set([...overlay.matchAll(/image: "?([^"$\s]+):\$\{VERSION/g)].map(([, name]) => name))]
    expect(Object.values(target).map((one) => one.tags.join().replace(/:local$/, ''))).toEqual(expect.arrayContaining(names))
    for (const one of Object.values(target)) expect(one.platforms).toEqual(['linux/amd64', 'linux/arm64'])
  })

  it.skipIf(!actionlint && !process.env['CI'])('has a workflow that actionlint accepts', () => {
    const run = spawnSync('actionlint', ['-no-color', '.github/workflows/docker.yml'], { cwd: folder, encoding: 'utf8' })
    expect(run.status, `${run.stdout}${run.stderr}`).toBe(0)
  })
})
