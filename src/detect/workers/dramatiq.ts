import { manageFiles } from '../apps/django-manage.ts'
import { importGraph } from '../import-graph.ts'
import type { Launch } from '../launches.ts'
import type { PythonModule, Sighting, UnitSource } from '../source.ts'
import { covering, wholeOf } from './task-modules.ts'

interface Place {
  module: PythonModule
  line: number
}

/** Modules that set a broker up or define actors, as Dramatiq's worker has to be told them. */
export function recogniseDramatiq(source: UnitSource): readonly Sighting[] {
  const brokers = source.modules.flatMap((module) => module.calls.filter((call) => isBroker(call.callee)).map((call) => ({ module, line: call.line })))
  const actors = source.modules.flatMap((module) => actorsOf(module).map((line) => ({ module, line })))
  const launches = source.launches.filter((one) => one.program === 'dramatiq')
  const [first] = [...brokers, ...actors]
  if (!first || (actors.length === 0 && launches.length === 0)) return []
  const stated = launches.map(modulesIn).filter((one) => one.entrypoint !== '')
  const workers = stated.length > 0 ? stated : [fromCode(brokers, actors, source)]
  const [manage] = source.dependencies.has('django-dramatiq') ? manageFiles(source) : []
  const started = manage === undefined ? workers : workers.map((one) => ({ ...one, details: { manage } }))
  return [...started, ...periodic(source, workers[0])]
}

/** `dramatiq.set_broker(…)`; a broker that is made and never set counts where nothing is set. */
function isBroker(callee: string): boolean {
  return /^dramatiq\.(broker\.)?set_broker$/.test(callee)
}

/** Lines of `@dramatiq.actor`, `@actor`, `@broker.actor` and of classes that are actors. */
function actorsOf(module: PythonModule): number[] {
  const functions = module.functions.filter((one) => one.decorators.some((call) => isActor(call.callee, module)))
  const classes = module.classes.filter((one) => one.bases.some((base) => /^dramatiq\.(generic\.)?GenericActor$/.test(base)))
  const made = module.calls.filter((call) => call.callee === 'dramatiq.actor')
  return [...functions, ...classes, ...made].map((one) => one.line)
}

function isActor(callee: string, module: PythonModule): boolean {
  const usesDramatiq = [...module.imports.values()].some((name) => /^dramatiq(\.|$)/.test(name))
  return /^dramatiq\.(actor\.)?actor$/.test(callee) || (usesDramatiq && /\.actor$/.test(callee))
}

/** `dramatiq app.broker:broker app.tasks --processes 2` → `app.broker:broker,app.tasks`. */
function modulesIn({ argv, file, line }: Launch): Sighting {
  const words: string[] = []
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at] ?? ''
    if (!word.startsWith('-')) words.push(word)
    else if (/^(-Q|--queues|--path|-P)$/.test(word)) break
    else if (!word.includes('=') && !/^(-v+|--verbose|--use-spawn|--skip-logging|--watch-use-polling)$/.test(word)) at++
  }
  const names = words.filter((word) => /^[A-Za-z_][\w.]*(:[\w.]+)?$/.test(word))
  return { entrypoint: names.join(','), factory: false, file, line, confidence: 'certain', why: 'it is started there' }
}

/** The one module that brings in the broker and all actors, else all that are needed for it, the broker first. */
function fromCode(brokers: readonly Place[], actors: readonly Place[], source: UnitSource): Sighting {
  const graph = importGraph(source)
  const places = [...brokers, ...actors]
  const needed = [...new Set(places.map((one) => one.module.name))]
  const whole = wholeOf(needed, needed, graph)
  const modules = whole === undefined ? covering(needed, graph) : [whole]
  const at = places.find((one) => one.module.name === modules[0])
  const why = brokers.length > 0 ? 'it sets up the broker' : 'it defines actors'
  return { entrypoint: modules.join(','), factory: false, file: at?.module.file ?? '', line: at?.line ?? 1, confidence: 'certain', why }
}

/** Periodiq sends what is due, from a process of its own. */
function periodic(source: UnitSource, worker: Sighting | undefined): Sighting[] {
  const at = source.modules.flatMap((module) =>
    module.calls.filter((call) => /^periodiq\.(PeriodiqMiddleware|cron)$/.test(call.callee)).map((call) => ({ file: module.file, line: call.line })),
  )[0]
  return at && worker ? [{ ...worker, ...at, role: 'scheduler', why: 'Periodiq sends what is due' }] : []
}
