import type { VariableFact } from '../facts.ts'
import { environmentText } from '../readers/python/literal.ts'
import type { Call, PythonModule } from '../source.ts'
import { looksSecret, typeOfCast, typeOfDefault } from './kinds.ts'

/** Variables that command-line options read: `envvar=` of click and typer; dj-database-url's; files that Flask and Celery are told. */
export function optionVariables(modules: readonly PythonModule[]): VariableFact[] {
  return modules.flatMap((module) => {
    const decorators = module.functions.flatMap((one) => one.decorators)
    return [...module.calls, ...decorators].flatMap((call) => [...fromOption(module, call), ...databaseUrl(module, call), ...settingsFile(module, call)])
  })
}

function fromOption(module: PythonModule, call: Call): VariableFact[] {
  const envvar = call.arguments.find((one) => one.name === 'envvar')
  const names = [...(envvar?.text ?? '').matchAll(/["']([A-Za-z_]\w*)["']/g)].map((match) => match[1] ?? '')
  const [name] = names
  if (!envvar || name === undefined) return []
  const keyword = (key: string) => call.arguments.find((one) => one.name === key)
  const [first] = call.arguments.filter((one) => one.name === null)
  // Typer has the default first, click the option's names.
  const fallback =
    keyword('default') ??
    (/(^|\.)(Option|Argument)$/.test(call.callee) && typeof first?.literal !== 'undefined' && !String(first.literal).startsWith('-') ? first : undefined)
  const text = fallback ? environmentText(fallback.text) : undefined
  return [
    {
      name,
      ...(text === undefined ? {} : { default: text }),
      required: keyword('required')?.literal === true || first?.text === '...',
      type: typeOfCast(keyword('type')?.text ?? '') ?? (keyword('is_flag')?.literal === true ? 'boolean' : typeOfDefault(text)),
      secret: looksSecret(name),
      file: module.file,
      line: envvar.line,
    },
  ]
}

/** `dj_database_url.config(default="sqlite:///db")` reads DATABASE_URL, or what `env=` names. */
function databaseUrl(module: PythonModule, call: Call): VariableFact[] {
  if (call.callee !== 'dj_database_url.config') return []
  const positional = call.arguments.filter((one) => one.name === null)
  const name = (call.arguments.find((one) => one.name === 'env') ?? positional[0])?.literal ?? 'DATABASE_URL'
  const fallback = call.arguments.find((one) => one.name === 'default') ?? positional[1]
  const text = fallback ? environmentText(fallback.text) : undefined
  if (typeof name !== 'string') return []
  return [{ name, ...(text === undefined ? {} : { default: text }), required: false, type: 'url', secret: false, file: module.file, line: call.line }]
}

/** `app.config.from_envvar("SHOP_SETTINGS")`: the path of a file. */
function settingsFile(module: PythonModule, call: Call): VariableFact[] {
  const [name, silent] = call.arguments
  if (!/\.(from_envvar|config_from_envvar)$/.test(call.callee) || typeof name?.literal !== 'string') return []
  return [{ name: name.literal, required: silent?.literal !== true, type: 'string', secret: false, file: module.file, line: call.line }]
}
