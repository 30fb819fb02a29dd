import { isAsideFolder, isTestFolder } from '../decoys.ts'
import type { Migrations } from '../facts.ts'
import type { Code } from '../modules.ts'
import type { UnitFolder } from '../unit-folder.ts'

/** Root modules that tools run, not the program. */
const toolModule = /^(setup|conftest|noxfile|fabfile|dodo|hatch_build|test_.*|.*_tests?|tests?)\.py$/

/** Folders and root modules that run time needs, relative to the unit. */
export function sourcePaths(folder: UnitFolder, code: Code, migrations: Migrations | null): { folders: string[]; files: string[] } {
  const withCode = new Set(code.own.filter((file) => file.path.includes('/')).map((file) => file.path.split('/')[0] ?? ''))
  const migrationFolder = migrations?.folder?.split('/')[0]
  const own = [...withCode].filter((name) => !isTestFolder(name) && (name !== migrationFolder || migrations?.folder !== name))
  const named = topFolders(folder).filter((name) => !withCode.has(name) && !isTestFolder(name) && !isAsideFolder(name) && isNamed(name, code))
  const files = folder.files.filter((file) => /^[^/]+\.py$/.test(file) && !toolModule.test(file) && !isInvoke(file, code))
  return { folders: [...own, ...named].sort(), files }
}

/** `tasks.py` is where Invoke looks for its commands, and where many keep what a queue works on. */
function isInvoke(file: string, code: Code): boolean {
  return file === 'tasks.py' && code.files.some((one) => one.path === file && /^\s*(from|import)\s+invoke\b/m.test(one.text))
}

function topFolders(folder: UnitFolder): string[] {
  return [...new Set(folder.files.filter((file) => file.includes('/')).map((file) => file.split('/')[0] ?? ''))].filter((name) => !name.startsWith('.'))
}

/** Code says its name as a path: `StaticFiles(directory="static")`, `BASE / "templates"`, `open("config/prompts.json")`. */
function isNamed(name: string, code: Code): boolean {
  const path = new RegExp(`["'](?:\\./)?${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:/[^"'\\n]*)?["']`)
  return code.own.some((file) => path.test(file.text))
}
