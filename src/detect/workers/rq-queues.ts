import type { Call, PythonModule } from '../source.ts'
import type { Symbols } from '../symbols.ts'

/** What is worked on first and what last, by the names that people give. */
const first = /^(critical|urgent|high(est)?|fast|priority|express)([_.-]|$)|[_.-](critical|urgent|high)$/i
const last = /^(low(est)?|slow|bulk|background|long)([_.-]|$)|[_.-](low|slow|bulk)$/i

/**
 * The queues that work is put into, in the order in which a worker should look at them.
 * @param ofRq names of the packages that have queues. @returns `at` null where nothing is put into any.
 */
export function queuesOf(modules: readonly PythonModule[], symbols: Symbols, ofRq: RegExp): { names: string[]; at: { file: string; line: number } | null } {
  const names = new Set<string>()
  let at: { file: string; line: number } | null = null
  const take = (module: PythonModule, call: Call) => {
    const name = queueName(module, call, symbols)
    if (name !== null) names.add(name)
  }
  for (const module of modules) {
    for (const call of module.calls) {
      if (isQueue(call.callee)) take(module, call)
      if (/\.enqueue(_call|_in|_at|_many)?$/.test(call.callee) || /^django_rq\.enqueue$/.test(call.callee)) at ??= { file: module.file, line: call.line }
      if (/^django_rq\.enqueue$/.test(call.callee)) names.add('default')
      if (isPeriodic(call.callee, module)) {
        at ??= { file: module.file, line: call.line }
        take(module, { ...call, arguments: call.arguments.filter((one) => one.name === 'queue_name') })
      }
    }
    for (const call of module.functions.flatMap((one) => one.decorators)) {
      if (!isJob(call.callee, module, ofRq)) continue
      at ??= { file: module.file, line: call.line }
      take(module, call)
    }
  }
  const found = names.size > 0 ? [...names] : ['default']
  return { names: found.sort((a, b) => rank(a) - rank(b)), at }
}

function isQueue(callee: string): boolean {
  return /^rq(\.queue)?\.Queue$|^django_rq(\.\w+)?\.get_queue$|\brq2?\.get_queue$/.test(callee)
}

/** `cron.register(…)` of RQ, `scheduler.schedule(…)` and `scheduler.cron(…)` of rq-scheduler. */
function isPeriodic(callee: string, module: PythonModule): boolean {
  if (/^rq\.cron\.register$/.test(callee)) return true
  return /\.(schedule|cron)$/.test(callee) && [...module.imports.values()].some((name) => /^(rq_scheduler|django_rq)(\.|$)/.test(name))
}

/** `@job("high", …)` of RQ or django-rq, `@rq.job("high")` of Flask-RQ2. */
function isJob(callee: string, module: PythonModule, ofRq: RegExp): boolean {
  if (/^(rq\.decorators|django_rq(\.\w+)?)\.job$/.test(callee)) return true
  return /(^|\.)job$/.test(callee) && [...module.imports.values()].some((name) => ofRq.test(name))
}

/** Null: said by something that the source does not show. */
function queueName(module: PythonModule, call: Call, symbols: Symbols): string | null {
  const given =
    call.arguments.find((one) => one.name === 'name' || one.name === 'queue' || one.name === 'queue_name') ?? call.arguments.find((one) => one.name === null)
  if (!given) return 'default'
  const value = given.literal ?? symbols.literal(module, given.text)
  return typeof value === 'string' && /^[\w.:-]+$/.test(value) ? value : null
}

function rank(name: string): number {
  return first.test(name) ? 0 : last.test(name) ? 2 : 1
}
