import type { UnitFacts } from '../detect/facts.ts'
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
  const binds = ['pyproject.toml', 'uv.lock']
  const which =
    scope.for === 'production'
      ? ['--no-dev']
      : [...(python?.developmentGroups ?? []).map((group) => `--group ${group}`), ...(python?.developmentExtras ?? []).map((extra) => `--extra ${extra}`)]
  // A packaged project is installed with its dependencies from an empty stand-in, else after its source was copied.
  const part = scope.what === 'dependencies' ? (python?.packaged && python.standIn ? ['--no-editable'] : ['--no-install-project']) : ['--no-editable']
  return { run: [['uv sync --locked', ...(scope.keeps ? ['--inexact'] : []), ...which, ...part].join(' ')], binds }
}
