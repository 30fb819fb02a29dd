import { findApps } from '../apps/find-apps.ts'
import { importGraph } from '../import-graph.ts'
import type { PythonModule, Sighting, UnitSource } from '../source.ts'
import { symbolsOf } from '../symbols.ts'
import { wholeOf } from './task-modules.ts'

const classes = ['Huey', 'RedisHuey', 'PriorityRedisHuey', 'RedisExpireHuey', 'PriorityRedisExpireHuey', 'SqliteHuey', 'FileHuey', 'SqlHuey', 'MemoryHuey']
const ofDjango = 'huey.contrib.djhuey'

/** Huey objects by the name under which the consumer has to be told them, so that their tasks are brought in with them. */
export function recogniseHuey(source: UnitSource): readonly Sighting[] {
  const objects = findApps(
    source,
    classes.map((name) => `huey.${name}`),
  ).filter((one) => !one.factory)
  const owners = [ofDjango, ...objects.map((one) => one.entrypoint.replace(':', '.'))]
  const tasks = source.modules.flatMap((module) => tasksIn(module, owners, source))
  const periodic = tasks.some((one) => one.periodic) ? { periodic: 'yes' } : {}
  const manage = source.files.find((file) => /(^|\/)manage\.py$/.test(file))
  const [django] = tasks.filter((one) => one.owner === ofDjango)
  if (manage !== undefined && django) {
    const details = { ...periodic, ...ofSettings(source) }
    const at = { file: django.module.file, line: django.line }
    return [{ entrypoint: `${manage} run_huey`, factory: false, ...at, confidence: 'certain', why: 'Django has its tasks', details }]
  }
  const modules = [...new Set(tasks.map((one) => one.module.name))]
  return objects.map((one) => ({ ...one, entrypoint: withTasks(one, modules, source), details: { ...periodic, ...storage(one, source) } }))
}

interface Task {
  module: PythonModule
  owner: string
  periodic: boolean
  line: number
}

/** `@huey.task()`, `@huey.periodic_task(…)`, Django's `@db_task()`. */
function tasksIn(module: PythonModule, owners: readonly string[], { modules }: UnitSource): Task[] {
  const symbols = symbolsOf(modules)
  return module.functions
    .flatMap((one) => one.decorators)
    .flatMap((call) => {
      const name = symbols.in(module, call.callee)
      const owner = owners.find((one) => name.startsWith(`${one}.`))
      return owner !== undefined && /task$/.test(name) ? [{ module, owner, periodic: /periodic_task$/.test(name), line: call.line }] : []
    })
}

/** The object as a module has it that brings in every module with tasks: the consumer knows only what is imported. */
function withTasks({ entrypoint }: Sighting, tasks: readonly string[], source: UnitSource): string {
  const [module = '', object = ''] = entrypoint.split(':')
  const symbols = symbolsOf(source.modules)
  const having = source.modules.flatMap((one) => {
    const local = one.name === module ? object : [...one.imports].find(([, name]) => symbols.follow(name) === `${module}.${object}`)?.[0]
    return local === undefined ? [] : [{ name: one.name, local }]
  })
  const whole = wholeOf(
    tasks,
    having.map((one) => one.name),
    importGraph(source),
  )
  const chosen = having.find((one) => one.name === whole)
  return chosen ? `${chosen.name}:${chosen.local}` : entrypoint
}

/** What is not kept in Redis is in a file or in memory, where no connection leads to. */
function storage({ entrypoint }: Sighting, { modules }: UnitSource): Record<string, string> {
  const [module, object] = entrypoint.split(':')
  const made = modules.find((one) => one.name === module)?.assignments.find((one) => one.scope === null && one.name === object)
  return /Redis/.test(made?.call?.callee ?? '') ? {} : { local: 'yes' }
}

/** `HUEY = {"huey_class": "huey.SqliteHuey"}`; Django's default is Redis. */
function ofSettings({ own }: UnitSource): Record<string, string> {
  return own.some((one) => /["']huey_class["']\s*:\s*["'][\w.]*(?:Sqlite|Sql|File|Memory)Huey/.test(one.text)) ? { local: 'yes' } : {}
}
