import type { Launch } from '../launches.ts'
import type { PythonModule } from '../source.ts'
import { moduleOf, portOfAddress } from './names.ts'
import { symbolsOf, type Symbols } from '../symbols.ts'
import type { Program } from './started.ts'

type Argument = PythonModule['calls'][number]['arguments'][number]

/** Functions that start a server from within the code: which one, and where the app stands among their arguments. */
const starters: readonly (readonly [callee: RegExp, program: Program, app: string | null])[] = [
  [/^uvicorn(\.main|\.config)?\.(run|Config)$/, 'uvicorn', 'app'],
  [/^granian(\.\w+)?\.Granian$/, 'granian', 'target'],
  [/^waitress(\.\w+)?\.serve$/, 'waitress', 'app'],
  [/^aiohttp\.web\.(run_app|_run_app)$/, 'module', 'app'],
  [/^hypercorn\.(asyncio|trio)\.serve$/, 'hypercorn', 'app'],
  [/^gevent\.pywsgi\.WSGIServer$|^gevent\.wsgi\.WSGIServer$/, 'module', null],
  [/^bottle\.run$/, 'module', 'app'],
]

/** `uvicorn.run("shop.main:app", port=8000)`, `serve(app, port=8080)`, `app.run(port=5001)` in the code. */
export function launchesInCode(modules: readonly PythonModule[]): Launch[] {
  const symbols = symbolsOf(modules)
  return modules.flatMap((module) => [
    ...module.calls.flatMap((call) => fromCall(module, call, symbols)),
    ...module.assignments.flatMap((one) => bindOf(module, one)),
  ])
}

/** Hypercorn's `config.bind = ["0.0.0.0:8000"]`. */
function bindOf(module: PythonModule, { name, text, line }: PythonModule['assignments'][number]): Launch[] {
  const port = /\.bind$/.test(name) ? portOfAddress(/["']([^"']*)["']/.exec(text)?.[1] ?? null) : null
  const uses = [...module.imports.values()].some((one) => one.startsWith('hypercorn'))
  return port !== null && uses ? [launch(module, 'hypercorn', line, null, Number(port))] : []
}

function fromCall(module: PythonModule, call: PythonModule['calls'][number], symbols: Symbols): Launch[] {
  const starter = starters.find(([callee]) => callee.test(call.callee))
  const named = (name: string) => call.arguments.find((one) => one.name === name)
  const first = call.arguments.find((one) => one.name === null)
  if (starter) {
    const [, program, app] = starter
    const given = app === null ? undefined : (named(app) ?? named('app') ?? first)
    const target = targetOf(module, given)
    const port = named('port')
    return [...(given && target ? [launch(module, program, given.line, target, null)] : []), ...(port ? [portAt(module, program, port, symbols)] : [])]
  }
  const own = ownRun(module, call.callee, symbols)
  if (!own) return []
  const port = named('port') ?? (own.positional === null ? undefined : call.arguments.filter((one) => one.name === null)[own.positional])
  return [launch(module, own.program, call.line, own.target, null), ...(port ? [portAt(module, own.program, port, symbols)] : [])]
}

/** Classes whose objects run themselves: `app.run()`; where the port stands among the positional arguments. */
const runners: readonly (readonly [made: RegExp, program: Program, positional: number | null])[] = [
  [/^flask\.Flask$|^flask\.app\.Flask$/, 'flask', 1],
  [/^quart\.Quart$/, 'quart', 1],
  [/^sanic\.Sanic$/, 'sanic', 1],
  [/^dash\.Dash$|^flask_appbuilder\.|^connexion\.(\w+\.)?(FlaskApp|App|AsyncApp)$/, 'flask', null],
  [/^bottle\.(Bottle|default_app)$|^robyn\.Robyn$|^nicegui\./, 'module', null],
]

function ownRun(module: PythonModule, callee: string, symbols: Symbols): { program: Program; target: Launch['target']; positional: number | null } | null {
  const match = /^([A-Za-z_][\w.]*)\.(?:run|run_server)$/.exec(callee)
  const name = match?.[1]
  if (name === undefined) return null
  const made = madeBy(module, name, symbols)
  const runner = runners.find(([pattern]) => made?.callees.some((one) => pattern.test(one)))
  if (made && runner) return { program: runner[1], target: { module: made.module, object: made.name }, positional: runner[2] }
  // `from shop import app; app.run()`: which class it is stands elsewhere.
  const imported =
    module.imports.get(name) ?? (name.includes('.') && !/^(subprocess|asyncio|os|sys|uvicorn|anyio|trio|typer|click)\b/.test(name) ? name : undefined)
  if (imported === undefined || !/(^|\.)(app|application|server|api|web)$/.test(imported)) return null
  const at = imported.lastIndexOf('.')
  return at < 0 ? null : { program: 'module', target: { module: imported.slice(0, at), object: imported.slice(at + 1) }, positional: null }
}

/** Where an object is made, which another module may have imported, and by which class; by a function: all that is called in it. */
function madeBy(module: PythonModule, name: string, symbols: Symbols): { module: string; name: string; callees: readonly string[] } | null {
  const modules = [...symbols.modules.values()]
  const symbol = symbols.in(module, name)
  const at = modules.find((one) => symbol.startsWith(`${one.name}.`) && one.assignments.some((given) => `${one.name}.${given.name}` === symbol)) ?? module
  const object = at === module ? name : symbol.slice(at.name.length + 1)
  const calls = at.assignments.flatMap((one) => (one.name === object && one.call ? [symbols.in(at, one.call.callee)] : []))
  if (calls.length === 0) return null
  const inside = modules.flatMap((one) => one.calls.filter((call) => calls.includes(`${one.name}.${call.scope}`)).map((call) => symbols.in(one, call.callee)))
  return { module: at.name, name: object, callees: [...calls, ...inside] }
}

function launch(module: PythonModule, program: Program, line: number, target: Launch['target'], port: number | null): Launch {
  return {
    target,
    factory: false,
    path: null,
    program,
    action: null,
    argv: [],
    environment: {},
    process: null,
    purpose: 'production',
    workingDir: null,
    port,
    file: module.file,
    line,
    weight: 40,
  }
}

function portAt(module: PythonModule, program: Program, port: Argument, symbols: Symbols): Launch {
  const known = symbols.literal(module, port.text)
  return launch(module, program, port.line, null, typeof known === 'number' ? known : portIn(port.text))
}

function targetOf(module: PythonModule, argument: Argument | undefined): Launch['target'] {
  if (!argument) return null
  if (typeof argument.literal === 'string') {
    const [name = '', object] = argument.literal.split(':')
    return { module: moduleOf(name), object: object ?? null }
  }
  return /^[A-Za-z_]\w*$/.test(argument.text) ? { module: module.name, object: argument.text } : null
}

/** `8000`, `int(os.environ.get("PORT", 8000))`, `settings.port or 8000`: the number that stands there. */
function portIn(text: string): number | null {
  const number = /^(\d{2,5})$|["']?(\d{2,5})["']?\s*\)*$/.exec(text.trim())
  return number ? Number(number[1] ?? number[2]) : null
}
