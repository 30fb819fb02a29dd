import { iniSettings } from '../readers/ini.ts'
import type { Pyproject } from '../readers/pyproject.ts'
import { isTable, lineOf, textAt, type TomlValue } from '../readers/toml.ts'
import type { UnitFolder } from '../unit-folder.ts'
import type { Scripts } from './programs.ts'
import { soundsLikeDevelopment, type Statement } from './statement.ts'

/** That a program is installed says less than that something starts it. */
const installedWeight = 20

/** Tables of pyproject whose entries are commands that a person runs by their name. */
const taskTables = ['pdm.scripts', 'taskipy.tasks', 'poe.tasks', 'rye.scripts', 'pixi.tasks', 'hatch.envs.default.scripts']

/** Programs that installing the project brings: name → `module:object`. */
export function consoleScripts(folder: UnitFolder, pyproject: Pyproject | null): Scripts {
  const found = new Map<string, string>()
  for (const table of [pyproject?.project?.['scripts'], pyproject?.tool('poetry')?.['scripts']]) {
    for (const [name, value] of Object.entries(isTable(table) ? table : {})) {
      const target = typeof value === 'string' ? value : isTable(value) ? (value['reference'] ?? value['callable']) : null
      if (typeof target === 'string') found.set(name, asWritten(target.replace(/\s*\[.*\]$/, '').replaceAll(' ', ''), pyproject))
    }
  }
  for (const [name, target] of [...fromSetupCfg(folder), ...fromSetupPy(folder)]) if (!found.has(name)) found.set(name, target)
  return found
}

/** Polylith's build may put everything below one more package, which the source knows nothing of. */
function asWritten(target: string, pyproject: Pyproject | null): string {
  const top = textAt(pyproject?.tool('polylith.build') ?? null, 'top-namespace')
  return top !== null && target.startsWith(`${top}.`) ? target.slice(top.length + 1) : target
}

function fromSetupCfg(folder: UnitFolder): [string, string][] {
  if (!folder.has('setup.cfg')) return []
  return iniSettings(folder.read('setup.cfg'))
    .filter((one) => one.section === 'options.entry_points' && one.key === 'console_scripts')
    .flatMap((one) => one.value.split('\n').flatMap(entryPoint))
}

/** `entry_points={"console_scripts": ["shop = shop.cli:main"]}`, or the same as one text. */
function fromSetupPy(folder: UnitFolder): [string, string][] {
  if (!folder.has('setup.py')) return []
  const list = /["']?console_scripts["']?\s*[:=\]]\s*(\[[^\]]*\]|[^[]+)/.exec(folder.read('setup.py'))?.[1] ?? ''
  return [...list.matchAll(/([\w.-]+)\s*=\s*([\w.]+:[\w.]+)/g)].map((match) => [match[1] ?? '', match[2] ?? ''])
}

function entryPoint(text: string): [string, string][] {
  const match = /^\s*([\w.-]+)\s*=\s*([\w.]+:[\w.]+)/.exec(text)
  return match ? [[match[1] ?? '', match[2] ?? '']] : []
}

/** Names that `pdm run`, `task` and the like know: name → command. */
export function taskCommands(folder: UnitFolder, pyproject: Pyproject | null): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const table of taskTables) {
    for (const [name, value] of Object.entries(pyproject?.tool(table) ?? {})) {
      const command = commandOf(value)
      if (command !== null) found.set(name, command)
    }
  }
  for (const one of pipfileScripts(folder.has('Pipfile') ? folder.read('Pipfile') : '')) found.set(one.key, one.value)
  return found
}

function pipfileScripts(text: string): { key: string; value: string; line: number }[] {
  return iniSettings(text)
    .filter((one) => one.section === 'scripts')
    .map(({ key, value, line }) => ({ key, value: value.replace(/^(["'])(.*)\1.*$/, '$2'), line }))
}

/** What `pipenv run` knows by a name. */
export function pipfileStatements(text: string): Statement[] {
  return pipfileScripts(text).map(({ key, value, line }) => ({ command: value, process: key, development: isForDevelopment(key), line }))
}

/** People type these while they develop, unless the name says otherwise. */
function isForDevelopment(name: string): boolean {
  return soundsLikeDevelopment(name) || !/prod|start|serve|deploy/i.test(name)
}

/** What pyproject says: the app itself where FastAPI's own table names it, tasks, and programs that are installed. */
export function pyprojectStatements(pyproject: Pyproject): Statement[] {
  const stated = /^([\w.]+):(\w+)$/.exec(textAt(pyproject.tool('fastapi'), 'entrypoint') ?? '')
  const entrypoint: Statement[] = stated
    ? [
        {
          program: null,
          target: { module: stated[1] ?? '', object: stated[2] ?? null },
          port: null,
          line: lineOf(pyproject, 'tool.fastapi', 'entrypoint'),
          weight: 100,
        },
      ]
    : []
  const tasks = taskTables.flatMap((table) =>
    Object.entries(pyproject.tool(table) ?? {}).flatMap(([name, value]): Statement[] => {
      const command = commandOf(value)
      return command === null ? [] : [{ command, process: name, development: isForDevelopment(name), line: lineOf(pyproject, `tool.${table}`, name) }]
    }),
  )
  const scripts = [
    ['project.scripts', pyproject.project?.['scripts']] as const,
    ['tool.poetry.scripts', pyproject.tool('poetry')?.['scripts']] as const,
  ].flatMap(([table, value]) =>
    (isTable(value) ? Object.keys(value) : []).map((name): Statement => ({ command: [name], line: lineOf(pyproject, table, name), weight: installedWeight })),
  )
  return [...entrypoint, ...tasks, ...scripts]
}

/** The lines of setup.py and setup.cfg that name a program which installing the project brings. */
export function setupStatements(text: string, scripts: Scripts): Statement[] {
  return text.split('\n').flatMap((raw, index): Statement[] => {
    const [name, target] = /([\w.-]+)\s*=\s*([\w.]+:[\w.]+)/.exec(raw)?.slice(1) ?? []
    return name !== undefined && scripts.get(name) === target ? [{ command: [name], line: index + 1, weight: installedWeight }] : []
  })
}

/** A text, a list of words, or a table around one of them. */
function commandOf(value: TomlValue | undefined): string | null {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string') ? value.join(value.some((one) => one.includes(' ')) ? ' && ' : ' ') : null
  if (!isTable(value)) return null
  return commandOf(value['cmd'] ?? value['shell'] ?? value['command'] ?? undefined)
}
