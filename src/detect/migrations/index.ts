import type { Evidence, Migrations } from '../facts.ts'
import type { Launch } from '../launches.ts'
import type { Ledger } from '../ledger.ts'
import { findAlembic } from './alembic.ts'
import type { Candidate, MigrationSource } from './candidate.ts'
import { findDjango } from './django.ts'
import { findFlaskMigrate } from './flask.ts'
import { findPiccolo, findTortoise, findYoyo } from './others.ts'

/** A tool that belongs to a framework comes before one that also works alone. */
const finders = [findDjango, findFlaskMigrate, findPiccolo, findTortoise, findYoyo, findAlembic]

/**
 * The tool that brings the unit's database to the code's schema, and how it is started; null where there is none. Of several
 * the one that the project itself runs before it serves is taken.
 */
export function findMigrations(source: MigrationSource, ledger: Ledger): Migrations | null {
  const candidates = finders.flatMap((find) => find(source) ?? [])
  const ran = new Map(candidates.map((one) => [one, launchOf(one, source.launches)]))
  const chosen = candidates.find((one) => ran.get(one)) ?? candidates.find((one) => one.broken === null) ?? candidates[0]
  if (!chosen) return null
  const { tool, config, folder, command, workingDir, file, line } = chosen
  ledger.evidence.push({ key: 'migrations', value: tool, file, line, confidence: 'certain' })
  const launch = ran.get(chosen)
  if (launch) ledger.evidence.push(startedBy(tool, launch))
  noteTrouble(chosen, candidates, source, ledger)
  return { tool, config, folder, command, workingDir, ...(isInstalled(chosen, source) ? {} : { developmentOnly: true as const }) }
}

/** Words that bring a schema up, by program; `release:` lines and entry scripts have them. */
const upgrades: Readonly<Record<Candidate['tool'], (launch: Launch) => boolean>> = {
  django: ({ program, action }) => program === 'manage.py' && action === 'migrate',
  'flask-migrate': ({ program, action }) => program === 'flask' && action === 'db upgrade',
  alembic: ({ program, action }) => program === 'alembic' && action === 'upgrade',
  aerich: ({ program, action }) => program === 'aerich' && action === 'upgrade',
  tortoise: ({ program, action }) => program === 'tortoise' && (action === 'migrate' || action === 'upgrade'),
  yoyo: ({ program, action }) => program === 'yoyo' && action === 'apply',
  piccolo: ({ program, action }) => program === 'piccolo' && /^migrations? forwards?\b/.test(action ?? ''),
}

function launchOf(one: Candidate, launches: readonly Launch[]): Launch | undefined {
  return launches.filter((launch) => launch.purpose === 'production' && upgrades[one.tool](launch)).sort((a, b) => b.weight - a.weight)[0]
}

function startedBy(tool: string, { file, line }: Launch): Evidence {
  return { key: 'migrations', value: tool, file, line, confidence: 'certain' }
}

function noteTrouble(chosen: Candidate, candidates: readonly Candidate[], source: MigrationSource, ledger: Ledger): void {
  const { file, line } = chosen
  if (chosen.broken !== null) ledger.notes.push({ text: chosen.broken, file, line })
  const other = candidates.find((one) => one !== chosen && one.broken === null)
  if (other) {
    const text = `migrations of ${titles[other.tool]} are set up beside those of ${titles[chosen.tool]}, which alone are run`
    ledger.notes.push({ text, file: other.file, line: other.line })
  }
  const listed = source.manifests.dependencies.find((one) => one.name === chosen.distribution)
  if (!isInstalled(chosen, source) && listed) {
    const text = `${chosen.distribution} is among the ${listed.group} dependencies alone, so production cannot migrate its database: move it to the main ones`
    ledger.notes.push({ text, file: listed.file, line: listed.line })
  }
}

/** What nobody names may come with something else; what only development names does not. */
function isInstalled(one: Candidate, { installed, manifests }: MigrationSource): boolean {
  return installed.has(one.distribution) || !manifests.dependencies.some((dependency) => dependency.name === one.distribution)
}

const titles: Readonly<Record<Candidate['tool'], string>> = {
  django: 'Django',
  'flask-migrate': 'Flask-Migrate',
  alembic: 'Alembic',
  aerich: 'Aerich',
  tortoise: 'Tortoise ORM',
  yoyo: 'yoyo',
  piccolo: 'Piccolo',
}
