import type { Launch } from '../launches.ts'
import type { Call, PythonModule, Sighting, UnitSource } from '../source.ts'
import { symbolsOf } from '../symbols.ts'
import { queuesOf } from './rq-queues.ts'

/** Packages that put RQ's queues into a framework's hands. */
const ofRq = /^(rq|django_rq|flask_rq2|rq_scheduler)(\.|$)/

/**
 * A worker for what the code puts into RQ's queues, or the script that is one; beside it what sends scheduled work. Code that only
 * looks at queues (a dashboard) has work for nobody.
 */
export function recogniseRq(source: UnitSource): readonly Sighting[] {
  const uses = source.modules.filter((module) => [...module.imports.values()].some((name) => ofRq.test(name)))
  const known = uses.length > 0 || ['rq', 'django-rq', 'flask-rq2', 'rq-scheduler'].some((name) => source.dependencies.has(name))
  // An image of somebody else's program that a compose file starts a worker with is not this project.
  if (!known) return []
  const launches = source.launches.filter((one) => one.program === 'rq' || (one.program === 'manage.py' && /^rq(worker|scheduler)$/.test(one.action ?? '')))
  const details = detailsOf(source, launches)
  const workers = [...scripts(uses, source), ...launched(launches), ...enqueued(uses, source)]
  const [kind] = workers.map((one) => one.why)
  // A statement of how it is started says more than what is put into queues.
  const kept = workers.filter((one) => one.why === kind)
  return [...kept, ...schedulers(source, launches)].map((one) => ({ ...one, details: { ...details, ...one.details } }))
}

/** What makes a difference to the command: who reads the settings, and whether jobs wait for their time. */
function detailsOf(source: UnitSource, launches: readonly Launch[]): Record<string, string> {
  const manage = source.files.find((file) => /(^|\/)manage\.py$/.test(file))
  const viaDjango = manage !== undefined && (source.dependencies.has('django-rq') || launches.some((one) => one.program === 'manage.py'))
  const later = source.modules.some((module) => module.calls.some((call) => isLater(call, module)))
  const asked = launches.some((one) => one.argv.includes('--with-scheduler'))
  return { ...(viaDjango ? { manage } : {}), ...(later || asked ? { scheduler: 'within' } : {}) }
}

/** `queue.enqueue_in(…)`, `Retry(max=3, interval=10)`: RQ's own scheduler, which a worker runs along. */
function isLater(call: Call, module: PythonModule): boolean {
  if (/^rq\.(job\.)?(Retry|Repeat)$/.test(call.callee)) return /Repeat$/.test(call.callee) || call.arguments.some((one) => one.name === 'interval')
  return /\.enqueue_(in|at)$/.test(call.callee) && ![...module.imports.values()].some((name) => /^rq_scheduler/.test(name))
}

/** `Worker([...]).work()` in a module that is started itself. */
function scripts(uses: readonly PythonModule[], source: UnitSource): Sighting[] {
  return uses.flatMap((module): Sighting[] => {
    const made = module.calls.find((call) => /^rq(\.\w+)?\.(\w*Worker|WorkerPool)$/.test(call.callee) || /^django_rq(\.\w+)?\.get_worker$/.test(call.callee))
    const works = module.calls.some((call) => /(^|[.)])(work|start)$/.test(call.callee))
    // A command of manage.py is started by its own name, if it is this project that starts it.
    if (!made || !works || /(^|\/)management\/commands\//.test(module.file)) return []
    const entrypoint = asProgram(module, source)
    const words = made.scope === null ? [] : wordsFor(module, source)
    return [{ entrypoint, ...at(module, made.line), why: 'it is a worker', ...(words.length > 0 ? { details: { arguments: words.join(' ') } } : {}) }]
  })
}

/** What the script is told where it is started: `python manage.py run_worker`. */
function wordsFor(module: PythonModule, source: UnitSource): readonly string[] {
  const isIt = ({ path }: Launch) => path !== null && source.fromRoot(path) === module.file
  const tails = source.launches.filter(isIt).map(({ argv, path }) => argv.slice(argv.findIndex((word) => word.endsWith(path ?? '')) + 1))
  return tails.find((words) => words.length > 0 && words.every((word) => /^[\w=.,:-]+$/.test(word)) && /work/i.test(words.join(' '))) ?? []
}

/** A file beside the others by its path, a module of a package by its name. */
function asProgram(module: PythonModule, source: UnitSource): string {
  const path = source.files.find((file) => source.fromRoot(file) === module.file) ?? module.file
  return path.includes('/') && path !== `${source.importRoot}/${module.name}.py` ? module.name : path
}

/** `rq worker high default`: the queues that stand there. */
function launched(launches: readonly Launch[]): Sighting[] {
  const workers = launches.filter((one) => one.argv.some((word) => /^(rqworker|worker|worker-pool)$/.test(word)))
  const best = workers.sort((a, b) => b.weight - a.weight)[0]
  if (!best) return []
  const words = best.argv
  const names: string[] = []
  for (let index = words.findIndex((word) => /^(rqworker|worker|worker-pool)$/.test(word)) + 1; index < words.length; index++) {
    const word = words[index] ?? ''
    if (!word.startsWith('-')) names.push(word)
    else if (!word.includes('=') && !/^(--with-scheduler|-s|--burst|-b|--verbose|-v|--quiet|-q|-d|--disable-[\w-]+)$/.test(word)) index++
  }
  const queues = names.filter((name) => /^[\w.:-]+$/.test(name))
  return [{ entrypoint: queues.join(',') || 'default', factory: false, file: best.file, line: best.line, confidence: 'certain', why: 'it is started there' }]
}

/** Something is put into queues, so somebody has to take it out. */
function enqueued(uses: readonly PythonModule[], source: UnitSource): Sighting[] {
  if (uses.length === 0) return []
  const { names, at: first } = queuesOf(source.modules, symbolsOf(source.modules), ofRq)
  if (!first) return []
  return [{ entrypoint: names.join(','), ...first, factory: false, confidence: 'certain', why: 'work is put into its queues' }]
}

/** rq-scheduler's own process, or RQ's for a file of periodic jobs. */
function schedulers(source: UnitSource, launches: readonly Launch[]): Sighting[] {
  const launch = launches.find((one) => one.argv.some((word) => /^(rqscheduler|cron)$/.test(word)))
  const file = launch?.argv[0] === 'rq' ? launch.argv.slice(2).find((word) => /^[\w./-]+$/.test(word) && !word.startsWith('-')) : undefined
  const shared = { role: 'scheduler', why: 'it sends what is due' }
  if (launch) return [{ ...shared, entrypoint: file ?? 'rqscheduler', factory: false, file: launch.file, line: launch.line, confidence: 'certain' }]
  for (const module of source.modules) {
    const periodic = module.calls.find((call) => /^rq\.cron\.register$/.test(call.callee))
    const path = source.files.find((one) => source.fromRoot(one) === module.file)
    if (periodic && path) return [{ ...shared, entrypoint: path, ...at(module, periodic.line) }]
    const made = module.calls.find((call) => /^rq_scheduler(\.\w+)?\.Scheduler$|^django_rq\.get_scheduler$/.test(call.callee))
    if (made && source.dependencies.has('rq-scheduler')) return [{ ...shared, entrypoint: 'rqscheduler', ...at(module, made.line) }]
  }
  return []
}

function at(module: PythonModule, line: number) {
  return { factory: false, file: module.file, line, confidence: 'certain' as const }
}
