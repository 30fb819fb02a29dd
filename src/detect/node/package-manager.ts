import type { Evidence } from '../facts.ts'
import type { Ledger } from '../ledger.ts'
import { severalLocks, type ManagerFacts } from '../package-manager.ts'
import type { UnitFolder } from '../unit-folder.ts'
import type { PackageJson } from './package-json.ts'

/** Which manager writes which lock file. */
export const nodeLockfiles: readonly (readonly [file: string, manager: string])[] = [
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
]

interface Lock {
  manager: string
  name: string
  dir: string
  file: string
}

/**
 * Who installs the dependencies: what `packageManager` says, else whose lock file lies there; two of different managers are a
 * question, never a guess, and so is a lock file that `packageManager` contradicts. Without either it is npm, which comes with Node.
 * @param folder the unit's, or its workspace's root. @returns the manager's facts, and its version where one is stated or follows from the form of its lock file.
 */
export function nodeManager(folder: UnitFolder, manifest: PackageJson, ledger: Ledger): ManagerFacts & { version: string | null } {
  const locks = locksIn(folder)
  const stated = /^(npm|pnpm|yarn|bun)@(\d[\w.-]*)/.exec(manifest.manager?.value ?? '')
  const named = stated?.[1]
  const own = named === undefined ? locks : locks.filter((one) => one.manager === named)
  if (named !== undefined) {
    ledger.evidence.push({ key: 'packageManager', value: named, file: manifest.file, line: manifest.manager?.line ?? 1, confidence: 'certain' })
    if (own.length === 0 && locks.length > 0) return { ...contradicted(locks, named, manifest, ledger), version: stated?.[2] ?? null }
    leftOver(locks, named, manifest, ledger)
  }
  const managers = new Set(own.map((one) => one.manager))
  const [lock] = own
  if (managers.size > 1) return { ...severalLocks(own, ledger), version: null }
  if (!lock) {
    if (named === undefined) ledger.evidence.push({ key: 'packageManager', value: 'npm', file: manifest.file, line: 1, confidence: 'guess' })
    return { packageManager: named ?? 'npm', lockfile: null, workspaceRoot: folder.dir, version: stated?.[2] ?? null }
  }
  if (named === undefined) ledger.evidence.push({ key: 'packageManager', value: lock.manager, file: lock.file, line: 1, confidence: 'certain' })
  ledger.evidence.push({ key: 'lockfile', value: lock.name, file: lock.file, line: 1, confidence: 'certain' })
  return { packageManager: lock.manager, lockfile: lock.name, workspaceRoot: lock.dir, version: stated?.[2] ?? versionByLock(folder, lock) }
}

/** A lock file speaks of its own folder and the workspace's members below it, never of other folders. */
function locksIn(folder: UnitFolder): Lock[] {
  return nodeLockfiles.flatMap(([name, manager]) => (folder.has(name) ? [{ manager, name, dir: folder.dir, file: folder.fromRoot(name) }] : []))
}

/** What was locked by another manager than the one that is named: either may be what somebody forgot to change. */
function contradicted(locks: readonly Lock[], named: string, manifest: PackageJson, ledger: Ledger): ManagerFacts {
  const { file } = manifest
  const line = manifest.manager?.line ?? 1
  const choices: Evidence[] = [
    { key: 'packageManager', value: named, file, line, confidence: 'likely' },
    ...locks.map((lock): Evidence => ({ key: 'packageManager', value: lock.manager, file: lock.file, line: 1, confidence: 'likely' })),
  ]
  const theirs = locks.map((lock) => `${lock.file} is ${lock.manager}'s`).join(', ')
  ledger.unknown.push({ key: 'package-manager', why: `packageManager says ${named} (${file}:${line}), and ${theirs}`, choices, required: true })
  return { packageManager: named, lockfile: null, workspaceRoot: locks[0]?.dir ?? '.' }
}

/** Beside the lock file of the manager that is named, that of another is what somebody made by mistake, or forgot to delete. */
function leftOver(locks: readonly Lock[], named: string, manifest: PackageJson, ledger: Ledger): void {
  const other = locks.find((one) => one.manager !== named)
  if (!other) return
  const text = `packageManager says ${named}, and ${other.file} is ${other.manager}'s: the image is installed by ${named}`
  ledger.notes.push({ text, file: manifest.file, line: manifest.manager?.line ?? 1 })
}

/** pnpm 7, 8 and 9 each changed the form of the lock file; yarn's from 2 on begins with metadata. */
function versionByLock({ project }: UnitFolder, { manager, file }: Lock): string | null {
  if (manager === 'pnpm') {
    const form = /^lockfileVersion:\s*['"]?(\d+)/m.exec(project.read(file).slice(0, 400))?.[1]
    return ({ '5': '7', '6': '8' } as Readonly<Record<string, string>>)[form ?? ''] ?? null
  }
  if (manager === 'yarn') return project.read(file).slice(0, 600).includes('__metadata:') ? '4' : '1.22.22'
  return null
}
