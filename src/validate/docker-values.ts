import { variablesIn } from './checks/defined-variables.ts'
import { parseEnv } from './env-file.ts'
import type { Written } from './written.ts'

/**
 * Values for what the compose files need and the project's `.env` does not give, so that a clean checkout can be checked too.
 * Docker reads the `.env` itself; these stand only where it says nothing, and are never written anywhere.
 */
export function environmentValues(written: Written): Record<string, string> {
  const own = new Set(
    parseEnv(written.text('.env') ?? '')
      .filter((line) => line.value !== '')
      .map((line) => line.name),
  )
  const example = parseEnv(written.text('.env.example') ?? '')
  const used = [...written.compose.values()].flatMap((file) => variablesIn(file.text))
  const values = new Map<string, string>()
  // With a default: left to it, so that it is checked as well. A number fits ports and sizes, and is a word as good as any elsewhere.
  for (const { name, hasDefault } of used) if (!hasDefault) values.set(name, '1')
  for (const { name, value } of example) if (value !== '') values.set(name, value)
  for (const { name, fresh } of written.plan.variables) if (fresh === 'uid') values.set(name, '1000')
  for (const name of [...values.keys()]) if (own.has(name) || name.startsWith('COMPOSE_')) values.delete(name)
  return Object.fromEntries(values)
}
