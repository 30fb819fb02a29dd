import { createHash } from 'node:crypto'
import type { Project } from '../detect/project.ts'
import type { SecretForm } from '../plan/variable-plan.ts'
import { mixture } from '../plan/secrets.ts'

/**
 * A value for each secret by name: what `.env` has, so that everything made from it agrees with it, else a new random one,
 * the same each time it is asked for.
 */
export function secretsOf(project: Project, random: () => string): (name: string, mixed?: boolean, form?: SecretForm) => string {
  const known = new Map(project.has('.env') ? valuesIn(project.read('.env')) : [])
  return (name, mixed, form) => {
    const value = known.get(name) || `${mixed ? mixture : ''}${form === undefined ? random() : inForm(random, form)}`
    known.set(name, value)
    return value
  }
}

/** Whether a `.env` is there that gives the name no value. */
export function lacksIn(project: Project): (name: string) => boolean {
  if (!project.has('.env')) return () => false
  const known = new Map(valuesIn(project.read('.env')))
  return (name) => !known.get(name)
}

/** The names that an environment file gives values to. */
export function namesIn(text: string): ReadonlySet<string> {
  return new Set(valuesIn(text).map(([name]) => name))
}

function valuesIn(text: string): [name: string, value: string][] {
  return [...text.matchAll(/^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/gm)].map(([, name = '', value = '']) => [name, unquoted(value.trim())])
}

function unquoted(value: string): string {
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value
}

/** A Fernet key is URL-safe base64 of 32 bytes, its padding included: those of a hash hold all that the random text does. */
function inForm(random: () => string, form: SecretForm): string {
  return form === 'long' ? `${random()}${random()}` : `${createHash('sha256').update(random()).digest('base64url')}=`
}
