import { posix } from 'node:path'
import type { Migrations } from '../facts.ts'
import type { Ledger } from '../ledger.ts'
import type { UnitFolder } from '../unit-folder.ts'
import type { Membership } from './membership.ts'
import { nodeMigrations } from './migrations.ts'
import { readPackageJson, type PackageJson } from './package-json.ts'

interface Around {
  folder: UnitFolder
  manifest: PackageJson
  membership: Membership | null
  /** Its image has nothing but what the server uses, so no tool either. */
  standalone: boolean
}

/** The migrations of a unit: its own, else those of a package of its workspace that production runs with it. Null: there are none. */
export function unitMigrations({ folder, manifest, membership, standalone }: Around, ledger: Ledger): Migrations | null {
  const found = nodeMigrations(folder, manifest, ledger) ?? ofMembers(folder, membership, ledger)
  if (!found || !standalone || found.developmentOnly) return found
  // Another unit's image may have the tool.
  if (found.home === undefined) {
    const text = `the standalone server comes without ${found.command[0] ?? found.tool}, so its image cannot migrate the database: that is for you to run`
    ledger.notes.push({ text, file: folder.fromRoot(found.config), line: 1 })
  }
  return { ...found, developmentOnly: true }
}

function ofMembers(folder: UnitFolder, membership: Membership | null, ledger: Ledger): Migrations | null {
  for (const member of membership?.folders ?? []) {
    const manifest = readPackageJson(member)
    const found = manifest && nodeMigrations(member, manifest, ledger)
    if (!found) continue
    const workingDir = posix.relative(folder.dir, member.dir)
    const at = (path: string) => posix.join(workingDir, path)
    return { ...found, config: at(found.config), folder: found.folder === null ? null : at(found.folder), workingDir, home: member.dir }
  }
  return null
}
