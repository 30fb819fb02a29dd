import { isAsideFolder, isInvoke, isTestFolder } from '../decoys.ts'
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
  const named = topFolders(folder).filter((name) => !withCode.has(name) && !isTestFolder(name) && isNamed(name, code) && isRead(name, folder, code))
  const modules = folder.files.filter(
    (file) => /^[^/]+\.py$/.test(file) && !toolModule.test(file) && !code.files.some((one) => one.path === file && isInvoke(file, one.text)),
  )
  const data = folder.files.filter((file) => !/\/|\.py$|^\./.test(file) && !keptOut.test(file) && isNamed(file, code))
  return { folders: [...own, ...named].sort(), files: [...modules, ...data].sort() }
}

/** What no image may hold, and databases, which are no part of a program. */
const keptOut = /^(credentials|service-account).*\.json$|^secrets\.|\.(env|pem|key|p12|pfx|jks|db|sqlite3?|log)$/i

/** A folder by a name that also tools and data have (`data`, `docs`) is the program's where its code names a file that is in there. */
function isRead(name: string, folder: UnitFolder, code: Code): boolean {
  if (!isAsideFolder(name)) return true
  const below = folder.files.filter((file) => file.startsWith(`${name}/`)).slice(0, 200)
  return below.some((file) => isNamed(file, code) || isNamed(file.slice(file.lastIndexOf('/') + 1), code))
}

function topFolders(folder: UnitFolder): string[] {
  return [...new Set(folder.files.filter((file) => file.includes('/')).map((file) => file.split('/')[0] ?? ''))].filter((name) => !name.startsWith('.'))
}

/** Code says its name as a path: `StaticFiles(directory="static")`, `BASE / "templates"`, `open("config/prompts.json")`. */
function isNamed(name: string, code: Code): boolean {
  const path = new RegExp(`["'](?:\\./)?${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:/[^"'\\n]*)?["']`)
  return code.own.some((file) => path.test(file.text))
}
