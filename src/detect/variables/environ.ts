import type { VariableFact } from '../facts.ts'
import { environmentText } from '../readers/python/literal.ts'
import type { Call, PythonModule } from '../source.ts'
import { isGenerated, looksSecret, typeOfDefault } from './kinds.ts'

/** Set by the system, not by whoever runs the program. */
const ofTheSystem = new Set([
  'PATH',
  'HOME',
  'USER',
  'PWD',
  'SHELL',
  'HOSTNAME',
  'TMPDIR',
  'TERM',
  'LANG',
  'LC_ALL',
  'PYTHONPATH',
  'VIRTUAL_ENV',
  'CI',
  'EDITOR',
  'TZ',
])

/** Variables that code reads one by one: `os.environ`, `os.getenv`, also under another name. */
export function environVariables(modules: readonly PythonModule[]): VariableFact[] {
  return modules.flatMap((module) => {
    const aliases = aliasesIn(module)
    return [...subscripts(module, aliases), ...module.calls.flatMap((call) => fromCall(module, call, aliases))].filter((one) => /^[A-Za-z_]\w*$/.test(one.name))
  })
}

/** Variables that the system sets, whoever reads them. */
export function isOfTheSystem(name: string): boolean {
  return ofTheSystem.has(name)
}

/** `env = os.environ`, `get = os.environ.get`. */
function aliasesIn(module: PythonModule): ReadonlyMap<string, string> {
  return new Map(
    module.assignments.flatMap(({ name, text }) => {
      const [head = '', ...rest] = text.trim().split('.')
      const known = [module.imports.get(head) ?? head, ...rest].join('.')
      return /^os\.(environ(\.get)?|getenv)$/.test(known) ? [[name, known] as const] : []
    }),
  )
}

function subscripts(module: PythonModule, aliases: ReadonlyMap<string, string>): VariableFact[] {
  return module.subscripts
    .filter((one) => (aliases.get(one.object) ?? one.object) === 'os.environ')
    .map((one) => ({ name: one.key, required: true, type: 'string', secret: looksSecret(one.key), file: module.file, line: one.line }))
}

const reads = new Set(['os.environ.get', 'os.getenv', 'os.environ.setdefault', 'os.environ.pop'])

/** Dagster's own: `EnvVar("X")`, `EnvVar.int("X")`, which a run cannot do without. */
function ofDagster(module: PythonModule, call: Call): VariableFact[] {
  const name = call.arguments[0]?.literal
  if (typeof name !== 'string') return []
  const lenient = module.calls.some((one) => one.line === call.line && one.callee.endsWith('.get_value'))
  const type = call.callee.endsWith('.int') ? 'integer' : 'string'
  return [{ name, required: !lenient, type, secret: looksSecret(name), file: module.file, line: call.line }]
}

function fromCall(module: PythonModule, call: Call, aliases: ReadonlyMap<string, string>): VariableFact[] {
  if (/^dagster(\.\w+)*\.EnvVar(\.int)?$/.test(call.callee)) return ofDagster(module, call)
  const [, object = '', method = ''] = /^(.*?)(\.\w+)?$/.exec(call.callee) ?? []
  const callee = aliases.get(call.callee) ?? (aliases.has(object) ? `${aliases.get(object) ?? ''}${method}` : call.callee)
  if (!reads.has(callee)) return []
  const [first, second] = call.arguments.filter((one) => one.name === null)
  const name = (first ?? call.arguments.find((one) => one.name === 'key'))?.literal
  if (typeof name !== 'string') return []
  const fallback = call.arguments.find((one) => one.name === 'default') ?? second
  const text = fallback ? environmentText(fallback.text) : undefined
  return [
    {
      name,
      ...(text === undefined ? {} : { default: text }),
      // `os.getenv("X")` gives None and the program goes on.
      required: false,
      type: typeOfDefault(text),
      secret: looksSecret(name),
      ...(isGenerated(fallback?.text) ? { generated: true as const } : {}),
      file: module.file,
      line: call.line,
    },
  ]
}
