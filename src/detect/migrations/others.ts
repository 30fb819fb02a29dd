import { iniSettings } from '../readers/ini.ts'
import { lineOf, textAt } from '../readers/toml.ts'
import { folderOf, tidy, type Candidate, type MigrationSource } from './candidate.ts'

/**
 * Tortoise ORM's: Aerich where it is among the dependencies, else what Tortoise brings itself since version 1. Both have their
 * settings in a table of pyproject.
 */
export function findTortoise({ folder, manifests }: MigrationSource): Candidate | null {
  const { pyproject } = manifests
  const usesAerich = manifests.dependencies.some((one) => one.name === 'aerich')
  const table = ['aerich', 'tortoise'].find((name) => pyproject?.tool(name))
  if (pyproject && table) {
    const at = { config: 'pyproject.toml', workingDir: null, file: pyproject.file, line: lineOf(pyproject, `tool.${table}`) }
    if (table === 'tortoise' && !usesAerich) return { ...at, ...tortoise, folder: null, command: ['tortoise', 'migrate'] }
    const location = tidy(textAt(pyproject.tool(table), 'location') ?? 'migrations')
    return { ...at, ...aerich, folder: location, command: ['aerich', 'upgrade'] }
  }
  const config = folder.files.find((file) => /(^|\/)aerich\.ini$/.test(file))
  if (config === undefined) return null
  const location = iniSettings(folder.read(config)).find((one) => one.key === 'location')
  return {
    ...aerich,
    config,
    folder: tidy(`${folderOf(config) ?? ''}/${location?.value ?? 'migrations'}`),
    command: ['aerich', '-c', 'aerich.ini', 'upgrade'],
    workingDir: folderOf(config),
    file: folder.fromRoot(config),
    line: location?.line ?? 1,
  }
}

const aerich = { tool: 'aerich', distribution: 'aerich', broken: null } as const
const tortoise = { tool: 'tortoise', distribution: 'tortoise-orm', broken: null } as const

/** yoyo: SQL and Python scripts in a folder that yoyo.ini names. */
export function findYoyo({ folder }: MigrationSource): Candidate | null {
  const config = folder.files.filter((file) => /(^|\/)yoyo\.ini$/.test(file)).sort((a, b) => a.length - b.length)[0]
  if (config === undefined) return null
  const sources = iniSettings(folder.read(config)).find((one) => one.key === 'sources')
  const scripts = sources?.value.replace('%(here)s', '.').split(/\s+/)[0] ?? 'migrations'
  return {
    tool: 'yoyo',
    distribution: 'yoyo-migrations',
    config,
    folder: tidy(`${folderOf(config) ?? ''}/${scripts}`),
    // Nobody is there to answer its questions.
    command: ['yoyo', 'apply', '--batch'],
    workingDir: folderOf(config),
    file: folder.fromRoot(config),
    line: sources?.line ?? 1,
    broken: null,
  }
}

/** Piccolo: each of its apps has migrations of its own; its configuration registers them. */
export function findPiccolo({ folder }: MigrationSource): Candidate | null {
  const config = folder.files.filter((file) => /(^|\/)piccolo_conf\.py$/.test(file)).sort((a, b) => a.length - b.length)[0]
  if (config === undefined) return null
  const line =
    folder
      .read(config)
      .split('\n')
      .findIndex((text) => /AppRegistry|DB\s*=/.test(text)) + 1
  return {
    tool: 'piccolo',
    distribution: 'piccolo',
    config,
    folder: null,
    command: ['piccolo', 'migrations', 'forwards', 'all'],
    workingDir: folderOf(config),
    file: folder.fromRoot(config),
    line: Math.max(line, 1),
    broken: null,
  }
}
