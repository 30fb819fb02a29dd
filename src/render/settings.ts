import type { SystemFile, SystemValues } from '../stacks/system-contract.ts'
import { yaml } from './escape/yaml.ts'

/** What the template of a settings file reads: texts as YAML has them, the rest as it is. */
export function settingsView({ values, plain }: SystemFile): Record<string, unknown> {
  if (plain) return values
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, quoted(value)]))
}

function quoted(value: SystemValues[string]): unknown {
  if (typeof value === 'string') return yaml(value)
  if (typeof value === 'number' || typeof value === 'boolean') return value
  return value.map((one) => (typeof one === 'string' ? yaml(one) : Object.fromEntries(Object.entries(one).map(([key, own]) => [key, quoted(own)]))))
}
