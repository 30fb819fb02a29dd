import type { Migrations } from './facts.ts'
import type { Ledger } from './ledger.ts'
import type { Manifests } from './manifests.ts'
import { lineOf, textAt } from './readers/toml.ts'
import type { UnitFolder } from './unit-folder.ts'

/** Where Alembic's scripts lie, as its own configuration says; null where the project has none. */
export function findAlembic(folder: UnitFolder, manifests: Manifests, importRoot: string, ledger: Ledger): Migrations | null {
  const stated = [...fromIni(folder), ...fromPyproject(manifests)].map((one) => ({ ...one, folder: existing(folder, one, importRoot) }))
  const found = stated.find((one) => folder.has(`${one.folder}/env.py`)) ?? stated[0]
  if (!found) return null
  ledger.evidence.push({ key: 'migrations', value: 'alembic', file: folder.fromRoot(found.config), line: found.line, confidence: 'certain' })
  if (!folder.has(`${found.folder}/env.py`)) {
    ledger.notes.push({
      text: `script_location names ${found.folder}, which has no env.py: alembic cannot run`,
      file: folder.fromRoot(found.config),
      line: found.line,
    })
  }
  return { tool: 'alembic', config: found.config, folder: found.folder, ...started(found.config) }
}

/** Alembic reads the paths of its configuration from where it is started: the folder that the configuration lies in. */
function started(config: string): Pick<Migrations, 'command' | 'workingDir'> {
  const file = config.split('/').at(-1) ?? config
  const named = file !== 'alembic.ini' && file.endsWith('.ini') ? ['-c', file] : []
  return { command: ['alembic', ...named, 'upgrade', 'head'], workingDir: config.includes('/') ? config.slice(0, config.lastIndexOf('/')) : null }
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

function tidy(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}
