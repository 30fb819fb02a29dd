import type { Manifests } from '../manifests.ts'
import { lineOf, textAt } from '../readers/toml.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { option } from '../launches/options.ts'
import { folderOf, tidy, type Candidate, type MigrationSource } from './candidate.ts'

/** Where Alembic's scripts lie, as its own configuration says; of several the one that a command names, else one that can run. */
export function findAlembic({ folder, manifests, importRoot, launches }: MigrationSource): Candidate | null {
  const stated = [...fromIni(folder), ...fromPyproject(manifests)].map((one) => ({ ...one, folder: existing(folder, one, importRoot) }))
  const named = launches.filter((one) => one.program === 'alembic').map((one) => option(one.argv, '--config', '-c'))
  const isNamed = (config: string) => named.some((one) => one !== null && tidy(one).split('/').at(-1) === config.split('/').at(-1))
  const runs = stated.filter((one) => folder.has(`${one.folder}/env.py`))
  const found = runs.find((one) => isNamed(one.config)) ?? runs[0] ?? stated[0]
  if (!found) return null
  const { config, line } = found
  return {
    tool: 'alembic',
    distribution: 'alembic',
    config,
    folder: found.folder,
    command: commandFor(config, launches),
    workingDir: folderOf(config),
    file: folder.fromRoot(config),
    line,
    broken: runs.includes(found) ? null : `script_location names ${found.folder}, which has no env.py: alembic cannot run`,
  }
}

/** Alembic reads the paths of its configuration from where it is started: the folder that the configuration lies in. */
function commandFor(config: string, launches: MigrationSource['launches']): string[] {
  const file = config.split('/').at(-1) ?? config
  const other = file !== 'alembic.ini' && file.endsWith('.ini') ? ['-c', file] : []
  const upgrade = launches.find((one) => one.program === 'alembic' && one.action === 'upgrade' && one.purpose === 'production')
  const section = option(upgrade?.argv ?? [], '--name', '-n')
  // Several heads are what the project's own command asks for.
  const target = upgrade?.argv.includes('heads') ? 'heads' : 'head'
  return ['alembic', ...other, ...(section === null || section.startsWith('$') ? [] : ['-n', section]), 'upgrade', target]
}

/** A plain path is meant from where the command is run: the unit's folder, or the one that the configuration lies in. */
function existing(folder: UnitFolder, one: { location: string; config: string }, importRoot: string): string {
  const path = scriptFolder(one.location, one.config, importRoot)
  const beside = tidy(`${one.config}/../${one.location}`)
  return !folder.has(`${path}/env.py`) && folder.has(`${beside}/env.py`) ? beside : path
}

function fromIni(folder: UnitFolder): { config: string; location: string; line: number }[] {
  return folder.files
    .filter((file) => /(^|\/)alembic\.ini$/.test(file))
    .sort((a, b) => a.length - b.length)
    .flatMap((config) =>
      folder
        .read(config)
        .split('\n')
        .flatMap((text, index) => {
          const location = /^\s*script_location\s*[=:]\s*(\S.*?)\s*$/.exec(text)?.[1]
          return location ? [{ config, location, line: index + 1 }] : []
        })
        .slice(0, 1),
    )
}

function fromPyproject({ pyproject }: Manifests): { config: string; location: string; line: number }[] {
  const location = textAt(pyproject?.tool('alembic') ?? null, 'script_location')
  return pyproject && location ? [{ config: 'pyproject.toml', location, line: lineOf(pyproject, 'tool.alembic', 'script_location') }] : []
}

/** `%(here)s` is the configuration's own folder; `package:folder` a folder of an importable package; else from where one stands. */
function scriptFolder(location: string, config: string, importRoot: string): string {
  const here = config.includes('/') ? config.slice(0, config.lastIndexOf('/')) : '.'
  const inPackage = /^([A-Za-z_][\w.]*):(.+)$/.exec(location)
  if (inPackage) return tidy(`${importRoot}/${(inPackage[1] ?? '').replaceAll('.', '/')}/${inPackage[2] ?? ''}`)
  return tidy(location.replace(/%%?\(here\)s/, here))
}
