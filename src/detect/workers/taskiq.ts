import { importGraph } from '../import-graph.ts'
import type { Assignment, PythonModule, Sighting, UnitSource } from '../source.ts'
import { covering } from './task-modules.ts'

/** Taskiq's brokers with the modules of their tasks; where a schedule stands beside them, what sends it. */
export function recogniseTaskiq(source: UnitSource): readonly Sighting[] {
  const brokers = source.modules.flatMap((module) =>
    objects(module, /^taskiq\w*\.(\w+\.)*\w*Broker\b/)
      .filter((one) => !/InMemoryBroker/.test(one.text))
      .map((one) => ({ module, one })),
  )
  const tasks = source.modules
    .filter((module) => module.functions.some((one) => one.decorators.some((call) => /\.task$|^taskiq\.async_shared_broker\.task$/.test(call.callee))))
    .filter(usesTaskiq(brokers))
  const schedulers = source.modules.flatMap((module) => objects(module, /^taskiq\.(\w+\.)*TaskiqScheduler\b/).map((one) => ({ module, one })))
  const named = (module: PythonModule, one: Assignment, role: string, why: string): Sighting => ({
    role,
    entrypoint: [`${module.name}:${one.name}`, ...more(module, tasks, source)].join(','),
    factory: false,
    file: module.file,
    line: one.line,
    confidence: 'certain',
    why,
  })
  return [
    ...brokers.map(({ module, one }) => named(module, one, 'worker', `${one.name} is its broker`)),
    ...(brokers.length === 0 ? [] : schedulers.map(({ module, one }) => named(module, one, 'scheduler', `${one.name} sends what is due`))),
  ]
}

/** `ListQueueBroker(url).with_result_backend(…)` too. */
function objects(module: PythonModule, made: RegExp): Assignment[] {
  return module.assignments.filter((one) => one.scope === null && /^[A-Za-z_]\w*$/.test(one.name) && one.call !== null && made.test(one.call.callee))
}

/** `.task` is a common name: only beside a broker, or where taskiq itself is imported. */
function usesTaskiq(brokers: readonly { module: PythonModule }[]) {
  const modules = brokers.map((one) => one.module.name)
  return (module: PythonModule) =>
    modules.includes(module.name) ||
    [...module.imports.values()].some((name) => /^taskiq/.test(name) || modules.some((one) => name === one || name.startsWith(`${one}.`)))
}

/** Modules with tasks that the broker's own does not bring in. */
function more(module: PythonModule, tasks: readonly PythonModule[], source: UnitSource): string[] {
  const graph = importGraph(source)
  const reached = graph.reaches(module.name)
  return covering(
    tasks.map((one) => one.name).filter((name) => !reached.has(name)),
    graph,
  )
}
