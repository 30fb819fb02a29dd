import { createRequire } from 'node:module'
import { parse } from 'yaml'
import { beforeAll, describe, expect, it } from 'vitest'
import { forExample, forFlatProject, type Compose, type Output } from './generated.ts'

// What published ignore files, Makefiles, dev containers and pages get wrong, one test a mistake: it must not be in what we write.

// The package's types describe another form than the one it has under ESM.
const dockerignore = createRequire(import.meta.url)('@balena/dockerignore') as () => { add(patterns: string): { ignores(path: string): boolean } }

let uv: Output
let pip: Output

beforeAll(async () => {
  uv = await forExample()
  pip = await forFlatProject()
})

function inContext(output: Output, path: string): boolean {
  return !dockerignore().add(output.text('.dockerignore')).ignores(path)
}

describe('.dockerignore', () => {
  it.each([
    'app/__pycache__/a.pyc',
    'src/shop/__pycache__/a.pyc',
    'services/api/.env',
    'src/.env',
    'src/shop/.env.local',
    '.env',
    '.env.production',
    'services/api/node_modules/x.js',
    'src/.venv/bin/python',
    '.venv/bin/python',
    '.git/config',
    'compose.yaml',
    'compose.prod.yaml',
    'Dockerfile',
    'Makefile',
    '.npmrc',
    '.aws/credentials',
    'src/id_rsa',
    '.secrets/postgres_password',
    'data/large.bin',
  ])('keeps %s out, at any depth', (path) => expect(inContext(uv, path)).toBe(false))

  it.each(['pyproject.toml', 'uv.lock', 'src/shop/main.py', 'alembic.ini', 'alembic/versions/0001_items.py'])(
    'lets %s in, which is copied or mounted',
    (path) => expect(inContext(uv, path)).toBe(true),
  )

  it('keeps pages out that the build does not read, in the source too', () => {
    expect(inContext(uv, 'CHANGELOG.md')).toBe(false)
    expect(inContext(uv, 'docs/guide.md')).toBe(false)
  })

  it('lets tests in where a stage runs them', () => {
    expect(inContext(uv, 'tests/test_health.py')).toBe(true)
    expect(inContext(pip, 'test_main.py')).toBe(true)
  })

  it('lies where docker reads it: beside its Dockerfile, at the root of the context', () => {
    const { build } = uv.compose('compose.yaml').services['api'] ?? {}
    expect(build?.context).toBe('.')
    expect(uv.paths).toEqual(expect.arrayContaining(['Dockerfile', '.dockerignore']))
  })
})

describe('Makefile', () => {
  const recipe = (output: Output, target: string): string => new RegExp(`^${target}:.*\\n((?:\\t.*\\n)*)`, 'm').exec(output.text('Makefile'))?.[1] ?? ''

  it('deletes data in one target only, after a yes', () => {
    for (const output of [uv, pip]) {
      const targets = [...output.text('Makefile').matchAll(/^([a-z-]+):/gm)].map((match) => match[1] ?? '')
      expect(targets.filter((target) => /\bdown\b.*(-v\b|--volumes)|volume (rm|prune)/.test(recipe(output, target)))).toEqual(['reset'])
      expect(recipe(output, 'reset')).toMatch(/CONFIRM.*read/s)
    }
  })

  it('has what a day of work needs: logs, test, lint and the like', () => {
    for (const target of ['up', 'down', 'build', 'infra', 'infra-down', 'init', 'logs', 'ps', 'shell', 'test', 'lint', 'config'])
      expect(recipe(uv, target), target).not.toBe('')
  })

  it('stops every profile, and the infrastructure only when nothing runs on it', () => {
    expect(uv.text('Makefile')).toMatch(/--profile '\*'/)
    expect(recipe(uv, 'infra-down')).toMatch(/status running/)
  })

  it('uses no flag or switch that docker has dropped', () => {
    for (const output of [uv, pip]) expect(output.all).not.toMatch(/build --parallel|DOCKER_BUILDKIT=|docker-compose (up|down|build|-f)/)
  })

  it('never cleans what belongs to other projects', () => {
    for (const output of [uv, pip]) expect(output.all).not.toMatch(/docker (system|volume|image|builder) prune/)
  })

  it('needs no scanner that wants a login', () => expect(recipe(uv, 'scan')).toMatch(/trivy.*grype/s))
})

describe('the dev container', () => {
  const configuration = (output: Output) =>
    JSON.parse(output.text('.devcontainer/devcontainer.json')) as {
      remoteUser: string
      service: string
      customizations: { vscode: { extensions: string[] } }
    } & Record<string, unknown>

  it('mounts the project, not its parent: paths are read from the first file’s folder', () => {
    for (const output of [uv, pip]) {
      const overlay = parse(output.text('.devcontainer/compose.yaml'), { merge: true }) as Compose
      const mounts = Object.values(overlay.services).flatMap((service) => service.volumes ?? [])
      expect(mounts).toContain('.:/workspace')
      expect(mounts.filter((mount) => mount.startsWith('..'))).toEqual([])
    }
  })

  it('names a user whom the image has', () => {
    for (const output of [uv, pip]) expect(output.text('Dockerfile')).toMatch(new RegExp(`useradd .*\\b${configuration(output).remoteUser}\\b`))
  })

  it('installs nothing into an environment that belongs to root', () => {
    for (const output of [uv, pip]) expect(JSON.stringify(configuration(output))).not.toMatch(/pip install/)
  })

  it('names extensions that are still made, and no mount flag without effect', () => {
    const { extensions } = configuration(uv).customizations.vscode
    expect(extensions).toContain('ms-azuretools.vscode-containers')
    expect(extensions).not.toContain('ms-azuretools.vscode-docker')
    expect(uv.text('.devcontainer/compose.yaml')).not.toMatch(/:(cached|delegated)/)
  })
})

describe('DOCKER.md', () => {
  it('promises no sizes or speeds that nobody measured', () => {
    for (const output of [uv, pip]) expect(output.text('DOCKER.md')).not.toMatch(/\d+ ?MB|\d+(-\d+)? ?% (faster|smaller)|~ ?\d+ ?s\b/)
  })

  it('tells of no shell that slim images lack, nor of an image that a failed build does not leave', () => {
    for (const output of [uv, pip]) expect(output.text('DOCKER.md')).not.toMatch(/\/bin\/bash|docker run [^\n]*:builder/)
  })

  it('knows that health neither stops nor restarts a container', () => expect(uv.text('DOCKER.md')).toMatch(/health neither stops nor restarts/))

  it('gives advice on pooling that does not contradict itself', () => {
    for (const output of [uv, pip]) expect(output.text('DOCKER.md')).not.toMatch(/NullPool[^\n]*pool_pre_ping=True/)
  })

  it('says whom a server behind a proxy has to trust', () => expect(uv.text('DOCKER.md')).toContain('FORWARDED_ALLOW_IPS'))
})
