import type { Evidence } from './facts.ts'
import type { Ledger } from './ledger.ts'
import type { Manifests } from './manifests.ts'
import { lineOf, textsAt } from './readers/toml.ts'
import { upwards } from './runtime.ts'
import type { UnitFolder } from './unit-folder.ts'

export interface ManagerFacts {
  packageManager: string
  lockfile: string | null
  workspaceRoot: string
}

/** Which manager writes which lock file. */
const lockfiles: readonly (readonly [file: string, manager: string])[] = [
  ['uv.lock', 'uv'],
  ['poetry.lock', 'poetry'],
  ['pdm.lock', 'pdm'],
  ['Pipfile.lock', 'pipenv'],
  ['pixi.lock', 'pixi'],
]

/** A manager's own files, where it has locked nothing yet. */
const ownFiles: readonly (readonly [file: string, manager: string])[] = [
  ['Pipfile', 'pipenv'],
  ['pixi.toml', 'pixi'],
  ['environment.yml', 'conda'],
  ['environment.yaml', 'conda'],
]

/** How the unit's dependencies are installed. Two lock files of different managers are a question, never a guess. */
export function pythonManager(folder: UnitFolder, manifests: Manifests, ledger: Ledger): ManagerFacts {
  const locks = nearestLocks(folder)
  const [first] = locks
  if (locks.length > 1 && first) return twoLocks(locks, ledger)
  if (first) {
    ledger.evidence.push({ key: 'packageManager', value: first.manager, file: first.path, line: 1, confidence: 'certain' })
    ledger.evidence.push({ key: 'lockfile', value: first.path.split('/').at(-1) ?? first.path, file: first.path, line: 1, confidence: 'certain' })
    return { packageManager: first.manager, lockfile: first.path.split('/').at(-1) ?? null, workspaceRoot: first.dir }
  }
  const seen = withoutLock(folder, manifests)
  if (seen) ledger.evidence.push(seen)
  return { packageManager: seen?.value ?? 'none', lockfile: null, workspaceRoot: folder.dir }
}

function nearestLocks(folder: UnitFolder) {
  for (const dir of upwards(folder.dir)) {
    const found = lockfiles.flatMap(([file, manager]) => {
      const path = dir === '.' ? file : `${dir}/${file}`
      return folder.project.has(path) ? [{ path, manager, dir }] : []
    })
    if (found.length > 0) return found
    // A manifest of the unit's own that is complete without a lock must not inherit a stranger's from above.
    if (dir === folder.dir && folder.files.some((file) => /^requirements[\w.-]*\.txt$/.test(file)) && !folder.has('pyproject.toml')) return []
  }
  return []
}

function twoLocks(locks: readonly { path: string; manager: string; dir: string }[], ledger: Ledger): ManagerFacts {
  const choices: Evidence[] = locks.map((lock) => ({ key: 'packageManager', value: lock.manager, file: lock.path, line: 1, confidence: 'likely' }))
  const why = `${locks.map((lock) => `${lock.path} is ${lock.manager}'s`).join(', ')}: which of them is kept up to date cannot be seen`
  ledger.unknown.push({ key: 'package-manager', why, choices, required: true })
  ledger.evidence.push(...choices)
  return { packageManager: locks[0]?.manager ?? 'none', lockfile: locks[0]?.path.split('/').at(-1) ?? null, workspaceRoot: locks[0]?.dir ?? '.' }
}

function withoutLock(folder: UnitFolder, manifests: Manifests): Evidence | null {
  const { pyproject, main } = manifests
  const evidence = (value: string, file: string, line: number, confidence: Evidence['confidence']): Evidence => ({
    key: 'packageManager',
    value,
    file,
    line,
    confidence,
  })
  if (pyproject) {
    for (const tool of ['uv', 'poetry', 'pdm', 'pixi']) {
      if (pyproject.tool(tool) && (tool !== 'poetry' || !pyproject.tool('uv')))
        return evidence(tool, pyproject.file, lineOf(pyproject, pyproject.text.includes(`[tool.${tool}]`) ? `tool.${tool}` : 'tool'), 'likely')
    }
  }
  for (const [file, manager] of ownFiles) if (folder.has(file)) return evidence(manager, folder.fromRoot(file), 1, 'certain')
  // A pyproject that only configures tools, or leaves its dependencies to the requirements file, installs nothing by itself.
  const lists = textsAt(pyproject?.project ?? null, 'dependencies').length > 0
  if (main && (!lists || main.locked)) return evidence('pip', folder.fromRoot(main.files[0] ?? ''), main.dependencies[0]?.line ?? 1, 'certain')
  if (pyproject?.project) return evidence('uv', pyproject.file, lineOf(pyproject, 'project'), 'likely')
  if (manifests.development) return evidence('pip', folder.fromRoot(manifests.development.files[0] ?? ''), 1, 'likely')
  return folder.has('setup.py') ? evidence('pip', folder.fromRoot('setup.py'), 1, 'likely') : null
}
