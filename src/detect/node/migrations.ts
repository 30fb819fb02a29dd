import type { Migrations } from '../facts.ts'
import type { Ledger } from '../ledger.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { withoutEnvFile } from './entry.ts'
import type { PackageJson } from './package-json.ts'
import { prismaSchema } from './uses.ts'

/** Libraries that migrate from a script of the project's own. */
const libraries = ['typeorm', 'postgrator', 'umzug', '@mikro-orm/migrations', 'node-pg-migrate', 'db-migrate', 'kysely'] as const
const migrating = /^(db[:-])?(migrations?[:-]run|migrate([:-](up|run|deploy|latest|prod))?)$/

interface Tool {
  tool: Migrations['tool']
  /** Package whose program applies them. */
  package: string
  config(folder: UnitFolder): string | null
  folder(folder: UnitFolder): string | null
  command: readonly string[]
}

/** Each tool's own command for production: it applies what is there, and makes nothing new. */
const tools: readonly Tool[] = [
  {
    tool: 'prisma',
    package: 'prisma',
    config: prismaSchema,
    folder: (folder) => folder.files.find((file) => /(^|\/)migrations\/migration_lock\.toml$/.test(file))?.replace(/\/migration_lock\.toml$/, '') ?? null,
    command: ['prisma', 'migrate', 'deploy'],
  },
  {
    tool: 'drizzle',
    package: 'drizzle-kit',
    config: (folder) => configFile(folder, /^drizzle\.config\.(m|c)?[jt]s$/),
    folder: (folder) => folder.files.find((file) => /(^|\/)meta\/_journal\.json$/.test(file))?.replace(/\/meta\/_journal\.json$/, '') ?? null,
    command: ['drizzle-kit', 'migrate'],
  },
  {
    tool: 'knex',
    package: 'knex',
    config: (folder) => configFile(folder, /^knexfile\.(m|c)?[jt]s$/),
    folder: (folder) => (folder.hasFolder('migrations') ? 'migrations' : null),
    command: ['knex', 'migrate:latest'],
  },
  {
    tool: 'sequelize',
    package: 'sequelize-cli',
    config: (folder) => configFile(folder, /^\.sequelizerc$/) ?? configFile(folder, /^config\/config\.(json|js)$/),
    folder: (folder) => (folder.hasFolder('migrations') ? 'migrations' : null),
    command: ['sequelize-cli', 'db:migrate'],
  },
]

/** What brings the database to the code's schema; null: nothing that is known, or nothing to apply yet. */
export function nodeMigrations(folder: UnitFolder, manifest: PackageJson, ledger: Ledger): Migrations | null {
  for (const one of tools) {
    const dependency = manifest.dependencies.find(({ name }) => name === one.package)
    const config = one.config(folder)
    const migrations = one.folder(folder)
    if (!dependency || config === null || migrations === null) continue
    if (dependency.group === 'dev') {
      const text = `${one.package} is among the devDependencies, so production cannot migrate its database: move it to the dependencies`
      ledger.notes.push({ text, file: dependency.file, line: dependency.line })
    }
    ledger.evidence.push({ key: 'migrations', value: one.tool, file: folder.fromRoot(config), line: 1, confidence: 'certain' })
    return {
      tool: one.tool,
      config,
      folder: migrations,
      command: one.command,
      workingDir: null,
      ...(dependency.group === 'dev' ? { developmentOnly: true as const } : {}),
    }
  }
  return ofScript(folder, manifest, ledger)
}

/** What the project's own script does; a compiler that only development has leaves it to a person. */
function ofScript(folder: UnitFolder, manifest: PackageJson, ledger: Ledger): Migrations | null {
  const library = libraries.find((one) => manifest.dependencies.some(({ name }) => name === one))
  const script = [...manifest.scripts].find(([name]) => migrating.test(name))
  if (library === undefined || !script) return null
  const [name, { value, line }] = script
  const words = withoutEnvFile(value.trim().split(/\s+/))
  const program = words[0] ?? ''
  const inProduction = program === 'node' || manifest.dependencies.some((one) => one.group === 'main' && one.name === program)
  if (!inProduction) {
    const text = `the script ${name} starts ${program}, which production does not install, so migrations are for you to run`
    ledger.notes.push({ text, file: manifest.file, line })
  }
  ledger.evidence.push({ key: 'migrations', value: library, file: manifest.file, line, confidence: 'certain' })
  const own = folder.hasFolder('migrations') ? 'migrations' : null
  const started = words.find((word) => /\.(m|c)?js$/.test(word) && folder.has(word.replace(/^\.\//, '')))?.replace(/^\.\//, '')
  return {
    tool: library,
    config: started ?? 'package.json',
    folder: own,
    command: words,
    workingDir: null,
    ...(inProduction ? {} : { developmentOnly: true as const }),
  }
}

function configFile(folder: UnitFolder, pattern: RegExp): string | null {
  return folder.files.find((file) => pattern.test(file)) ?? null
}
