import type { UnitFacts } from '../detect/facts.ts'
import type { Surroundings } from '../detect/python-workspace/facts.ts'
import type { Install, PackageManager, Scope } from './contract.ts'

export const uv: PackageManager = {
  id: 'uv',
  title: 'uv',
  language: 'python',
  lockfile: 'uv.lock',
  lockCommand: 'uv lock',
  tool: {
    kind: 'image',
    stage: 'uv',
    image: 'ghcr.io/astral-sh/uv:${UV_VERSION}',
    argument: { name: 'UV_VERSION', value: '0.12.5' },
    files: ['/uv', '/uvx'],
    to: '/usr/local/bin/',
  },
  interpreter: 'base',
  needs: [],
  prefix: () => '/opt/venv',
  prepare: [],
  cache: '/root/.cache/uv',
  // The cache mount is another file system, so files are copied; the base's Python is the one that runs later.
  environment: { UV_COMPILE_BYTECODE: '1', UV_LINK_MODE: 'copy', UV_PROJECT_ENVIRONMENT: '/opt/venv', UV_PYTHON_DOWNLOADS: '0' },
  byHand: { install: 'uv sync', add: 'uv add', addDevelopment: 'uv add --dev' },
  install,
}

function install(scope: Scope, unit: UnitFacts): Install {
  const python = unit.python
  if (unit.lockfile === 'pylock.toml') return fromStandardLock(scope, python)
  const binds = ['pyproject.toml', 'uv.lock']
  const around = python?.surroundings ?? null
  const groups = [...(python?.productionGroups ?? []), ...(scope.for === 'development' ? (python?.developmentGroups ?? []) : [])]
  const extras = [...(python?.productionExtras ?? []), ...(scope.for === 'development' ? (python?.developmentExtras ?? []) : [])]
  const which = [
    ...(scope.for === 'production' ? ['--no-dev'] : []),
    ...groups.map((group) => `--group ${group}`),
    ...extras.map((extra) => `--extra ${extra}`),
  ]
  if (around?.mirror) {
    const project = around.project === null ? [] : [`--package ${around.project}`]
    const inexact = scope.keeps ? ['--inexact'] : []
    // The lock file alone says what comes from the index; it is checked where the manifests of all that it holds are there.
    if (scope.what === 'dependencies') return { run: [['uv sync --frozen', ...which, withoutLocal(around), ...project].join(' ')], binds }
    return { run: [[`uv sync ${around.unchecked === null ? '--locked' : '--frozen'}`, ...inexact, ...which, '--no-editable', ...project].join(' ')], binds }
  }
  // A packaged project is installed with its dependencies from an empty stand-in, else after its source was copied.
  const part = scope.what === 'dependencies' ? (python?.packaged && python.standIn ? ['--no-editable'] : ['--no-install-project']) : ['--no-editable']
  return { run: [['uv sync --locked', ...(scope.keeps ? ['--inexact'] : []), ...which, ...part].join(' ')], binds }
}

function withoutLocal({ project, managed }: Surroundings): string {
  return project === null && managed !== '.' ? '--no-install-local' : '--no-install-workspace'
}

/** The standard's lock file says nothing of pyproject.toml, so there is nothing that it could be stale against; groups are not in it. */
function fromStandardLock(scope: Scope, python: UnitFacts['python']): Install {
  const into = 'uv pip install --python /opt/venv'
  const itself = python?.packaged && (python.standIn ?? scope.what === 'project') ? [`${into} --no-deps .`] : []
  if (scope.for === 'development') {
    const groups = (python?.groups ?? []).filter((group) => group === 'dev' || python?.developmentGroups.includes(group))
    return groups.length === 0 ? { run: [], binds: [] } : { run: [`${into} ${groups.map((group) => `--group ${group}`).join(' ')}`], binds: ['pyproject.toml'] }
  }
  if (scope.what === 'project') return { run: itself, binds: ['pyproject.toml'] }
  return { run: ['uv venv /opt/venv', 'uv pip sync --python /opt/venv pylock.toml', ...itself], binds: [...(python?.projectFiles ?? []), 'pylock.toml'] }
}
