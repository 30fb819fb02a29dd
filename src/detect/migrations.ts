import { findAlembic } from './alembic.ts'
import type { Migrations } from './facts.ts'
import type { Ledger } from './ledger.ts'
import type { Manifests } from './manifests.ts'
import type { UnitFolder } from './unit-folder.ts'

/** The tool that brings the unit's database to the code's schema, and how it is started; null where there is none. */
export function findMigrations(folder: UnitFolder, manifests: Manifests, importRoot: string, ledger: Ledger): Migrations | null {
  return findDjango(folder, ledger) ?? findAlembic(folder, manifests, importRoot, ledger)
}

/** Django's own: every project has them, its built-in apps alone bring tables. */
function findDjango(folder: UnitFolder, ledger: Ledger): Migrations | null {
  const config = folder.files.filter((file) => /(^|\/)manage\.py$/.test(file)).sort((a, b) => a.length - b.length)[0]
  if (config === undefined || !/DJANGO_SETTINGS_MODULE/.test(folder.read(config))) return null
  const line =
    folder
      .read(config)
      .split('\n')
      .findIndex((text) => text.includes('DJANGO_SETTINGS_MODULE')) + 1
  ledger.evidence.push({ key: 'migrations', value: 'django', file: folder.fromRoot(config), line, confidence: 'certain' })
  const workingDir = config.includes('/') ? config.slice(0, config.lastIndexOf('/')) : null
  return { tool: 'django', config, folder: null, command: ['python', 'manage.py', 'migrate', '--noinput'], workingDir }
}
