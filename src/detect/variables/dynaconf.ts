import type { VariableFact } from '../facts.ts'
import { iniSettings } from '../readers/ini.ts'
import { environmentText } from '../readers/python/literal.ts'
import type { Call, PythonModule } from '../source.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { looksSecret, typeOfDefault } from './kinds.ts'

/** How dynaconf is set up where, with the prefix that it has by itself. */
const makers: readonly (readonly [callee: RegExp, prefix: string])[] = [
  [/^dynaconf\.(Dynaconf|LazySettings)$/, 'DYNACONF'],
  [/^dynaconf\.FlaskDynaconf$|^dynaconf\.contrib\.FlaskDynaconf$/, 'FLASK'],
  [/^dynaconf\.(DjangoDynaconf|contrib\.DjangoDynaconf)$/, 'DJANGO'],
]

/**
 * What dynaconf reads: each key of its settings files can be given as a variable with its prefix, each validated one has to be
 * there. Keys that stand in no file and in no validator are not known.
 */
export function dynaconfVariables(modules: readonly PythonModule[], folder: UnitFolder): VariableFact[] {
  return modules.flatMap((module) =>
    module.calls.flatMap((call) => {
      const own = makers.find(([callee]) => callee.test(call.callee))?.[1]
      if (own === undefined) return []
      const prefix = prefixOf(call, own)
      return [...fromFiles(call, prefix, folder), ...modules.flatMap((other) => validated(other, prefix))]
    }),
  )
}

function prefixOf(call: Call, own: string): string {
  const stated = call.arguments.find((one) => /^(envvar_prefix|ENVVAR_PREFIX(_FOR_DYNACONF)?)$/.test(one.name ?? ''))?.literal
  return stated === false || stated === null ? '' : `${typeof stated === 'string' ? stated.toUpperCase() : own}_`
}

/** Plain keys of TOML files; tables stand for environments and for nested settings, of which only the first are plain. */
function fromFiles(call: Call, prefix: string, folder: UnitFolder): VariableFact[] {
  const stated = call.arguments.find((one) => /^settings_files?$/i.test(one.name ?? ''))?.text ?? '"settings.toml" ".secrets.toml"'
  const names = [...stated.matchAll(/["']([^"']+\.toml)["']/g)].map((match) => match[1] ?? '')
  const files = folder.files.filter((file) => names.some((name) => file === name || file.endsWith(`/${name}`)))
  return files.flatMap((file) =>
    iniSettings(folder.read(file))
      .filter((one) => /^(default|development|production|)$/.test(one.section) && /^[A-Za-z_]\w*$/.test(one.key))
      .flatMap(({ key, value, line }): VariableFact[] => {
        const text = environmentText(value.replace(/\btrue\b/, 'True').replace(/\bfalse\b/, 'False'))
        const name = prefix + key.toUpperCase()
        const isSecret = looksSecret(name) || /(^|\/)\.secrets\./.test(file)
        return [
          {
            name,
            ...(text === undefined || isSecret ? {} : { default: text }),
            required: false,
            type: typeOfDefault(text),
            secret: isSecret,
            file: folder.fromRoot(file),
            line,
          },
        ]
      }),
  )
}

/** `Validator("PORT", must_exist=True)`; one with a default needs nothing. */
function validated(module: PythonModule, prefix: string): VariableFact[] {
  return module.calls
    .filter((call) => call.callee === 'dynaconf.Validator')
    .flatMap((call) => {
      const keyword = (name: string) => call.arguments.find((one) => one.name === name)
      const fallback = keyword('default')
      const text = fallback ? environmentText(fallback.text) : undefined
      const required = (keyword('must_exist') ?? keyword('required'))?.literal === true && fallback === undefined
      return call.arguments.flatMap((one): VariableFact[] => {
        if (one.name !== null || typeof one.literal !== 'string' || !/^\w+$/.test(one.literal)) return []
        const name = prefix + one.literal.toUpperCase()
        return [
          {
            name,
            ...(text === undefined ? {} : { default: text }),
            required,
            type: typeOfDefault(text),
            secret: looksSecret(name),
            file: module.file,
            line: one.line,
          },
        ]
      })
    })
}
