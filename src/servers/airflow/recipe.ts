import { isAtLeast } from '../../detect/airflow/releases.ts'
import type { CopyPlan } from '../../plan/build-plan.ts'
import type { StackInput } from '../../stacks/contract.ts'
import type { Recipe } from '../../stacks/system-contract.ts'
import { pythonFor, shapeOf, type Shape } from './shape.ts'

/** The official image with what the project adds to it, as its makers say that it is to be extended. */
export function airflowRecipe(unit: StackInput, run: readonly string[]): Recipe {
  const shape = shapeOf(unit)
  const paths = pathsOf(unit, shape)
  const { manifests, install } = installOf(unit, shape)
  return {
    template: 'Dockerfile.airflow',
    arguments: [
      { name: 'AIRFLOW_VERSION', value: shape.version },
      { name: 'PYTHON_VERSION', value: pythonFor(unit, shape.version) },
    ],
    baseImage: 'apache/airflow:${AIRFLOW_VERSION}-python${PYTHON_VERSION}',
    systemPackages: systemPackages(unit),
    manifests,
    requirements: [],
    install,
    environment: importsOf(unit, shape),
    source: copies(paths, shape.home),
    mounts: paths.filter((path) => !isFile(path)).map((path) => ({ from: path, to: `${shape.home}/${path}` })),
    user: { uid: 50_000, name: 'airflow', home: '/home/airflow' },
    writable: [],
    volumes: [{ name: `${shape.prefix}airflow-logs`, path: `${shape.home}/logs` }],
    port: unit.answers.port,
    command: run,
    runsAs: '${AIRFLOW_UID:-50000}:0',
    entrypoint: ['/usr/bin/dumb-init', '--', '/entrypoint'],
    secretCommands: ['AIRFLOW__', '_AIRFLOW_'],
  }
}

/** Folders and files that Airflow and the DAGs read, those that change least first. */
function pathsOf({ facts }: StackInput, { dags }: Shape): string[] {
  const { python, migrations } = facts
  const own = [...(python?.sourceFolders ?? []), ...(python?.sourceFiles ?? [])]
  const scripts = [migrations?.config, migrations?.folder].flatMap((path) => path ?? [])
  const all = [...new Set([...facts.files, ...scripts, ...own, dags])].filter((path) => path !== '')
  const outer = all.filter((path) => !all.some((other) => other !== path && path.startsWith(`${other}/`)))
  const last = (path: string): number => (dags === path || dags.startsWith(`${path}/`) ? 1 : 0)
  return outer.sort((a, b) => last(a) - last(b) || Number(isFile(b)) - Number(isFile(a)) || a.localeCompare(b))
}

function copies(paths: readonly string[], home: string): CopyPlan[] {
  const files = paths.filter((path) => isFile(path) && !path.includes('/'))
  return [
    ...(files.length > 0 ? [{ from: files, to: `${home}/` }] : []),
    ...paths
      .filter((path) => !files.includes(path))
      .map((path) => ({ from: [path], to: isFile(path) ? `${home}/${path.slice(0, path.lastIndexOf('/') + 1)}` : `${home}/${path}/` })),
  ]
}

function isFile(path: string): boolean {
  return /\.[A-Za-z]+$/.test(path)
}

/** DAGs find what lies beside each other by themselves, and nothing else of the project. */
function importsOf({ facts }: StackInput, { home, dags }: Shape): Record<string, string> {
  const { python } = facts
  const within = [dags.split('/')[0], 'plugins', 'config']
  const others = [...(python?.sourceFolders ?? []).filter((path) => !within.includes(path)), ...(dags.includes('/') ? [dags] : [])]
  if (!python || others.length === 0) return {}
  return { PYTHONPATH: python.importRoot === '.' ? home : `${home}/${python.importRoot}` }
}

/** What the official image has already; it is of Debian bookworm, whose libraries have no `t64` in their names. */
const there = /^(git|curl|ca-certificates|libpq5|unixodbc|libsasl2-2|libsasl2-modules|libxmlsec1|libgeos-dev|sqlite3)$/

function systemPackages({ facts }: StackInput): string[] {
  const all = [...facts.systemPackages.build, ...facts.systemPackages.run].map((name) => name.replace(/t64$/, ''))
  return [...new Set(all)].filter((name) => !there.test(name)).sort()
}

/** From 2.9 on the image keeps the list that it was made with; those before are where Airflow publishes them. */
function constraintsOf(unit: StackInput, version: string): string {
  if (isAtLeast(version, '2.9.0')) return '"${HOME}/constraints.txt"'
  return `"https://raw.githubusercontent.com/apache/airflow/constraints-\${AIRFLOW_VERSION}/constraints-${pythonFor(unit, version)}.txt"`
}

const itself = '"apache-airflow==${AIRFLOW_VERSION}"'

/** What the project needs, held to the versions that the image was tested with. Airflow itself is named, so that nothing changes it. */
function installOf(unit: StackInput, { version }: Shape): { manifests: readonly string[]; install: readonly string[] } {
  const { facts, answers } = unit
  const { python } = facts
  const constraints = constraintsOf(unit, version)
  const [file] = python?.requirementsMain ? [python.requirementsMain] : []
  if (answers.packageManager === 'pip' && file !== undefined && python) {
    // Hashes are for everything or nothing.
    const install = python.hashed ? `pip install --requirement ${file}` : `pip install --constraint ${constraints} ${itself} --requirement ${file}`
    return { manifests: python.requirements, install: [install] }
  }
  const needed = (python?.dependencies ?? []).filter((one) => one.group === 'main' && !one.name.match(/^apache-airflow(-core|-task-sdk)?$/))
  // Nothing says what it needs, and it imports nothing that the image lacks.
  if (needed.length === 0 || (facts.packageManager === 'none' && (python?.named ?? []).length === 0)) return { manifests: [], install: [] }
  const standard = needed.every((one) => one.file.endsWith('pyproject.toml')) && answers.packageManager !== 'pipenv'
  if (standard && isAtLeast(version, '2.10.0')) {
    return { manifests: ['pyproject.toml'], install: [`uv pip install --constraint ${constraints} ${itself} -r pyproject.toml`] }
  }
  const names = needed.map(({ name, extras, spec }) => `'${name}${extras.length > 0 ? `[${extras.join(',')}]` : ''}${spec.replaceAll("'", '')}'`)
  return { manifests: [], install: [`pip install --constraint ${constraints} ${itself} ${names.join(' ')}`] }
}
