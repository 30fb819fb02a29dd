import type { Manifests } from '../manifests.ts'
import { iniSettings } from '../readers/ini.ts'
import { lineOf, textAt } from '../readers/toml.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { condaPython } from './conda.ts'
import type { Stated } from './stated.ts'

/** Ranges that what installs the project holds to, the project's own first; all of them have to be met. */
export function constraints(folder: UnitFolder, manifests: Manifests): Stated[] {
  return [...fromPyproject(manifests), ...fromSetup(folder), ...fromEnvironments(folder), ...fromLock(folder, manifests)]
}

function fromPyproject({ pyproject }: Manifests): Stated[] {
  if (!pyproject) return []
  const tables: [table: string, value: string | null, key: string][] = [
    ['project', textAt(pyproject.project, 'requires-python'), 'requires-python'],
    ['tool.poetry.dependencies', textAt(pyproject.tool('poetry.dependencies'), 'python'), 'python'],
    ['tool.pixi.dependencies', textAt(pyproject.tool('pixi.dependencies'), 'python'), 'python'],
  ]
  return tables.flatMap(([table, value, key]) => (value ? [{ value, file: pyproject.file, line: lineOf(pyproject, table, key) }] : []))
}

/** setup.cfg has a key for it; setup.py is a program, in which the keyword stands as plain text or not at all. */
function fromSetup(folder: UnitFolder): Stated[] {
  const configured = folder.has('setup.cfg')
    ? iniSettings(folder.read('setup.cfg')).filter((one) => one.section === 'options' && one.key === 'python_requires')
    : []
  const stated = configured.map(({ value, line }) => ({ value, file: folder.fromRoot('setup.cfg'), line }))
  if (!folder.has('setup.py')) return stated
  const lines = folder.read('setup.py').split(/\r?\n/)
  const written = lines.flatMap((text, index): Stated[] => {
    const value = /\bpython_requires["']?\s*[=:]\s*["']([^"']+)["']/.exec(text)?.[1]
    return value ? [{ value, file: folder.fromRoot('setup.py'), line: index + 1 }] : []
  })
  return [...stated, ...written]
}

/** Ranges of conda and pixi; exact versions are pins. */
function fromEnvironments(folder: UnitFolder): Stated[] {
  const conda = folder.files
    .filter((file) => /^(environments?|conda)\.ya?ml$/.test(file))
    .flatMap((file) => condaPython(folder.read(file)).map(({ spec, line }) => ({ value: spec, file: folder.fromRoot(file), line })))
  const pixi = folder.has('pixi.toml')
    ? iniSettings(folder.read('pixi.toml'))
        .filter((one) => one.section === 'dependencies' && one.key === 'python')
        .map(({ value, line }) => ({ value: value.replace(/^["']|["'].*$/g, ''), file: folder.fromRoot('pixi.toml'), line }))
    : []
  return [...conda, ...pixi].filter((one) => /[<>!~^]/.test(one.value))
}

/** A workspace's lock file holds for all of its members together. */
function fromLock(folder: UnitFolder, { locks }: Manifests): Stated[] {
  const uvLock = locks.find((one) => one.manager === 'uv')
  if (!uvLock) return []
  const lines = folder.project.read(uvLock.file).split('\n', 20)
  const line = lines.findIndex((text) => /^requires-python = "/.test(text))
  const value = /"([^"]*)"/.exec(lines[line] ?? '')?.[1]
  return value ? [{ value, file: uvLock.file, line: line + 1 }] : []
}
