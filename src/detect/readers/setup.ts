import type { UnitFolder } from '../unit-folder.ts'
import { readSetupCfg } from './setup-cfg.ts'
import type { SetupFile } from './setup-file.ts'
import { readSetupPy } from './setup-py.ts'

/** What setup.py and setup.cfg say together: the way to describe a package from before pyproject.toml. */
export interface Setup extends SetupFile {
  /** From the project's root. */
  files: readonly string[]
}

/** @returns null where neither describes a package. @throws UserError where a file cannot be read. */
export async function readSetup(folder: UnitFolder): Promise<Setup | null> {
  const cfg = folder.has('setup.cfg') ? readSetupCfg(folder.read('setup.cfg'), folder.fromRoot('setup.cfg')) : null
  const py = await setupPy(folder)
  if (!py && !cfg?.name && (cfg?.dependencies ?? []).length === 0) return null
  return {
    files: [...(py ? ['setup.py'] : []), ...(cfg ? ['setup.cfg'] : [])].map((file) => folder.fromRoot(file)),
    name: py?.name ?? cfg?.name ?? null,
    dependencies: [...(py?.dependencies ?? []), ...(cfg?.dependencies ?? [])],
    extras: [...(py?.extras ?? []), ...(cfg?.extras ?? [])],
    reads: [...(py?.reads ?? []), ...(cfg?.reads ?? [])],
    packages: [...(py?.packages ?? []), ...(cfg?.packages ?? [])],
    root: py && py.root !== '.' ? py.root : (cfg?.root ?? '.'),
    refused: py?.refused ?? cfg?.refused ?? null,
  }
}

async function setupPy(folder: UnitFolder) {
  if (!folder.has('setup.py')) return null
  const text = folder.read('setup.py')
  if (!/\bsetup\s*\(/.test(text)) return null
  const { pythonReader } = await import('./python/index.ts')
  const read = await pythonReader()
  return readSetupPy(read({ file: folder.fromRoot('setup.py'), name: 'setup', isPackage: false }, text), text, folder.fromRoot('setup.py'))
}
