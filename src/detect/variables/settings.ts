import type { VariableFact } from '../facts.ts'
import { environmentText, literalOf } from '../readers/python/literal.ts'
import type { ClassDefinition, Field, PythonModule } from '../source.ts'
import { symbolsOf, type Symbols } from '../symbols.ts'
import { isGenerated, looksSecret, plainAnnotation, typeOf } from './kinds.ts'

export interface SettingsFacts {
  variables: VariableFact[]
  secretsDir: string | null
}

/** How a settings class maps fields to variables. */
interface Mapping {
  prefix: string
  delimiter: string | null
  caseSensitive: boolean
  secretsDir: string | null
}

interface Located {
  module: PythonModule
  definition: ClassDefinition
}

/** Variables that pydantic reads into classes derived from BaseSettings, in version 2 and in version 1. */
export function settingsVariables(modules: readonly PythonModule[]): SettingsFacts {
  const symbols = symbolsOf(modules)
  const classes = new Map<string, Located>(
    modules.flatMap((module) => module.classes.map((definition) => [`${module.name}.${definition.name}`, { module, definition }] as const)),
  )
  const settings = [...classes].filter(([, one]) => isSettings(one, classes, symbols))
  const mappings = settings.map(([, one]) => mappingOf(one, classes, symbols))
  return {
    variables: settings.flatMap(([, one], index) => fieldsOf(one, mappings[index] ?? noMapping, classes, symbols)),
    secretsDir: mappings.find((one) => one.secretsDir !== null)?.secretsDir ?? null,
  }
}

const noMapping: Mapping = { prefix: '', delimiter: null, caseSensitive: false, secretsDir: null }

function isSettings(one: Located, classes: ReadonlyMap<string, Located>, symbols: Symbols, depth = 0): boolean {
  return one.definition.bases.some((base) => {
    const symbol = symbols.in(one.module, base)
    if (/^(pydantic_settings|pydantic)(\.[\w.]+)?\.BaseSettings$/.test(symbol)) return true
    const parent = classes.get(symbol)
    return parent !== undefined && parent !== one && depth < 8 && isSettings(parent, classes, symbols, depth + 1)
  })
}

/** Configuration is inherited; what a class says itself comes first. */
function mappingOf(one: Located, classes: ReadonlyMap<string, Located>, symbols: Symbols, depth = 0): Mapping {
  const parents = depth < 8 ? one.definition.bases.flatMap((base) => classes.get(symbols.in(one.module, base)) ?? []).filter((parent) => parent !== one) : []
  const inherited =
    parents.map((parent) => mappingOf(parent, classes, symbols, depth + 1)).find((mapping) => mapping.prefix !== '' || mapping.delimiter !== null) ?? noMapping
  const text = configText(one)
  const stated = (key: string) => {
    const match = new RegExp(`["']?\\b${key}["']?\\s*[=:]\\s*(["'][^"'\\n]*["']|True|False)`).exec(text)?.[1]
    return match === undefined ? undefined : literalOf(match)
  }
  const word = (value: unknown, fallback: string | null) => (typeof value === 'string' ? value : fallback)
  return {
    prefix: word(stated('env_prefix'), inherited.prefix) ?? '',
    delimiter: word(stated('env_nested_delimiter'), inherited.delimiter),
    caseSensitive: typeof stated('case_sensitive') === 'boolean' ? stated('case_sensitive') === true : inherited.caseSensitive,
    secretsDir: word(stated('secrets_dir'), inherited.secretsDir),
  }
}

/** `model_config`, the inner class `Config` or keywords of the class statement. */
function configText({ module, definition }: Located): string {
  const scope = definition.scope ? `${definition.scope}.${definition.name}` : definition.name
  const inner = module.classes.find((one) => one.name === 'Config' && one.scope === scope)
  const model = definition.fields.find((one) => one.name === 'model_config')
  return [model?.value ?? '', ...(inner?.fields.map((one) => `${one.name} = ${one.value ?? ''}`) ?? []), definition.keywords].join('\n')
}

function fieldsOf(one: Located, mapping: Mapping, classes: ReadonlyMap<string, Located>, symbols: Symbols): VariableFact[] {
  const versionOne = one.definition.bases.some((base) => base === 'pydantic.BaseSettings')
  return one.definition.fields
    .filter((field) => isField(field, versionOne))
    .flatMap((field) => {
      const nested = field.annotation === null ? undefined : classes.get(symbols.in(one.module, plainAnnotation(field.annotation)))
      const name = variableName(field, mapping)
      if (nested && isSettings(nested, classes, symbols)) return []
      if (nested && mapping.delimiter !== null && !isEnumeration(nested)) {
        const below = nestedFields(nested, `${name}${mapping.delimiter}`, mapping, classes, symbols)
        // A field that is filled by default needs nothing from outside.
        return defaultOf(field).required ? below : below.map((part) => ({ ...part, required: false }))
      }
      return [variable(field, name, one.module.file)]
    })
}

function nestedFields(one: Located, prefix: string, mapping: Mapping, classes: ReadonlyMap<string, Located>, symbols: Symbols, depth = 0): VariableFact[] {
  return one.definition.fields
    .filter((field) => isField(field, false))
    .flatMap((field) => {
      const name = prefix + (mapping.caseSensitive ? field.name : field.name.toUpperCase())
      const deeper = depth < 4 && field.annotation !== null ? classes.get(symbols.in(one.module, plainAnnotation(field.annotation))) : undefined
      if (deeper && !isEnumeration(deeper)) return nestedFields(deeper, `${name}${mapping.delimiter ?? ''}`, mapping, classes, symbols, depth + 1)
      return [variable(field, name, one.module.file)]
    })
}

function isEnumeration({ definition }: Located): boolean {
  return definition.bases.some((base) => /Enum$|^(str|int)$/.test(base))
}

function isField(field: Field, versionOne: boolean): boolean {
  if (/^_|^model_config$/.test(field.name) || !/^\w+$/.test(field.name)) return false
  if (field.annotation === null) return versionOne && field.value !== null
  return !/\bClassVar\b/.test(field.annotation)
}

/** An alias stands for the whole name, prefix and all. */
function variableName(field: Field, mapping: Mapping): string {
  const text = `${field.annotation ?? ''} ${field.value ?? ''}`
  const alias = /\b(?:validation_alias|alias|env)\s*=\s*(?:AliasChoices\(\s*|\[\s*|\w*Alias\w*\(\s*)?["'](\w+)["']/.exec(text)?.[1]
  const name = alias ?? mapping.prefix + field.name
  return mapping.caseSensitive ? name : name.toUpperCase()
}

function variable(field: Field, name: string, file: string): VariableFact {
  const given = defaultOf(field)
  const annotation = field.annotation ?? ''
  const secret = /\bSecret(Str|Bytes)?\b/.test(annotation) || (looksSecret(name) && ['string', 'url'].includes(typeOf(annotation)))
  return {
    name,
    ...(given.text === undefined ? {} : { default: given.text }),
    required: given.required,
    type: field.annotation === null ? 'string' : typeOf(annotation),
    ...choicesOf(annotation),
    secret,
    ...(given.generated ? { generated: true as const } : {}),
    file,
    line: field.line,
  }
}

/** `Field(3)`, `Field(default=3)`, a plain value; `...` and nothing at all mean that there is none. */
function defaultOf(field: Field): Default {
  if (field.value === null || field.value === '...') return { required: !/\bdefault(_factory)?\s*=/.test(field.annotation ?? '') }
  const { call } = field
  if (!call || !/(^|\.)Field$/.test(call.callee)) {
    const wrapped = /^(?:Secret(?:Str|Bytes)|\w*(?:Dsn|Url|URL)|Path)\((["'][^"']*["'])\)$/.exec(field.value)?.[1]
    return { ...withText(environmentText(wrapped ?? field.value)), ...generatedBy(field.value) }
  }
  const given = call.arguments.find((one) => one.name === 'default') ?? call.arguments.find((one) => one.name === null)
  if (given) return given.text === '...' ? { required: true } : withText(environmentText(given.text))
  const factory = call.arguments.find((one) => one.name === 'default_factory')
  return { required: factory === undefined, ...generatedBy(factory && `${factory.text}(`) }
}

/** What a field is without a word from outside. */
interface Default {
  text?: string
  required: boolean
  generated?: true
}

/** Another value at each start is what nobody wants of a key. */
function generatedBy(text: string | undefined): Pick<Default, 'generated'> {
  return isGenerated(text) ? { generated: true } : {}
}

function withText(text: string | undefined): Default {
  return text === undefined ? { required: false } : { text, required: false }
}

/** `Literal["dev", "prod"]`: the texts that it takes. */
function choicesOf(annotation: string): { choices?: readonly string[] } {
  const inside = /\bLiteral\[([^\]]*)\]/.exec(annotation)?.[1]
  const choices = [...(inside ?? '').matchAll(/["']([^"']+)["']/g)].map(([, choice = '']) => choice)
  return choices.length > 0 ? { choices } : {}
}
