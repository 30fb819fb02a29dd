import type { Launch } from '../launches.ts'
import type { Call, FunctionDefinition, PythonModule, Sighting, UnitSource } from '../source.ts'
import { symbolsOf, type Symbols } from '../symbols.ts'
import { findMakers, type Makers } from './makers.ts'

/**
 * An app that a command of the project makes and serves by itself, out of its options: there is nothing for another server to
 * import. How to start the command, and which of its options say where to listen, go into the details.
 */
export function commandApps(source: UnitSource, classes: readonly string[]): Sighting[] {
  const symbols = symbolsOf(source.modules)
  const makers = findMakers(source.modules, symbols, classes)
  return source.modules.flatMap((module) =>
    module.functions
      .filter((one) => one.scope === null && serves(module, one, makers))
      .flatMap((one): Sighting[] => {
        const launch = source.launches.find((candidate) => names(candidate, module, one))
        const run = launch ? startOf(source, module, one, symbols) : null
        if (!launch || run === null) return []
        const host = optionOf(module, one, ['host', 'bind', 'bind-address', 'address', 'ip', 'listen'])
        const port = optionOf(module, one, ['port'])
        const listen = [...(host ? [host, '0.0.0.0'] : []), ...(port ? [port, '{port}'] : [])]
        const details = { command: JSON.stringify([...run, ...listen]) }
        const at = { file: module.file, line: one.line, confidence: 'likely' as const }
        return [{ entrypoint: `${module.name}:${one.name}`, factory: false, details, ...at, why: `${one.name} makes an app and serves it` }]
      }),
  )
}

/** Makes an app in its body and runs it there. */
function serves(module: PythonModule, { name }: FunctionDefinition, makers: Makers): boolean {
  const apps = module.assignments.filter((one) => one.scope === name && makers.makes(module, one.call)).map((one) => one.name)
  return apps.some((app) => module.calls.some((call) => call.scope === name && runs(call, app)))
}

/** `app.run(…)`, `serve(app, …)`, `WSGIServer((host, port), app)`. */
function runs(call: Call, app: string): boolean {
  return call.callee === `${app}.run` || (/(serve|run_simple|WSGIServer|run)$/.test(call.callee) && call.arguments.some((one) => one.text === app))
}

function names({ target }: Launch, module: PythonModule, { name }: FunctionDefinition): boolean {
  return target?.module === module.name && target.object === name
}

/** `python -m shop` or `python -m shop.cli` where one of them calls it, else the call itself. */
function startOf(source: UnitSource, module: PythonModule, { name }: FunctionDefinition, symbols: Symbols): readonly string[] | null {
  const parent = module.name.split('.').slice(0, -1).join('.')
  const main = parent === '' ? undefined : source.modules.find((one) => one.name === `${parent}.__main__`)
  const called = main?.calls.some((call) => symbols.in(main, call.callee) === `${module.name}.${name}`)
  if (called) return ['python', '-m', parent]
  if (module.calls.some((call) => call.scope === null && call.callee === name)) return ['python', '-m', module.name]
  return ['python', '-c', `from ${module.name} import ${name}; ${name}()`]
}

/** `@click.option("-p", "--port", default=9181)`, `parser.add_argument("--port", default=9181)`: the first of the names that is one. */
function optionOf(module: PythonModule, { name, decorators }: FunctionDefinition, wanted: readonly string[]): string | undefined {
  const added = module.calls.filter((call) => call.scope === name && /\.add_argument$/.test(call.callee))
  const options = [...decorators.filter((call) => /(^|\.)option$/.test(call.callee)), ...added]
  const flags = new Set(options.flatMap((call) => call.arguments.map((one) => one.literal)))
  return wanted.map((word) => `--${word}`).find((flag) => flags.has(flag))
}
