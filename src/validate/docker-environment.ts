import { variablesIn } from './checks/defined-variables.ts'
import { parseEnv } from './env-file.ts'
import type { Written } from './written.ts'

/** What docker and the shell need of the caller's environment, whatever a project calls its own variables. */
const ofTheMachine =
  /^(PATH|HOME|USER|PWD|TMPDIR|USERPROFILE|SYSTEMROOT|APPDATA|LOCALAPPDATA|PROGRAMDATA|DOCKER_.*|BUILDX_.*|XDG_.*|SSH_AUTH_SOCK|(https?|no|all)_proxy)$/i

/**
 * The environment for docker: the caller's, without settings of compose and without the project's own variables, whose values
 * must come from its files. What neither its `.env` nor a default gives stands in for itself, so that a clean checkout can be
 * checked too; docker reads the `.env` on its own.
 */
export function dockerEnvironment(written: Written): Record<string, string> {
  const { names, values } = variablesOf(written)
  return { ...machineEnvironment(names), ...values }
}

/** The caller's environment without settings of compose and without `names`, the project's own variables. */
export function machineEnvironment(names: ReadonlySet<string>): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => ofTheMachine.test(name) || !(name.startsWith('COMPOSE_') || names.has(name)))
  const callers = Object.fromEntries(kept.filter((entry): entry is [string, string] => entry[1] !== undefined))
  return { ...callers, DOCKER_CLI_HINTS: 'false', DOCKER_BUILDKIT: '1', COMPOSE_PROFILES: '' }
}

function variablesOf(written: Written): { names: ReadonlySet<string>; values: Record<string, string> } {
  const own = parseEnv(written.text('.env') ?? '').filter((line) => line.value !== '')
  const example = parseEnv(written.text('.env.example') ?? '')
  const used = [...written.compose.values()].flatMap((file) => variablesIn(file.text))
  const names = new Set([...own, ...example, ...used, ...written.plan.variables].map((one) => one.name))
  const values = new Map<string, string>()
  // With a default: left to it, so that it is checked as well. A number fits ports and sizes, and is a word as good as any elsewhere.
  for (const { name, hasDefault } of used) if (!hasDefault) values.set(name, '1')
  for (const { name, value } of example) if (value !== '') values.set(name, value)
  for (const { name, fresh } of written.plan.variables) if (fresh === 'uid') values.set(name, '1000')
  for (const { name } of own) values.delete(name)
  return { names, values: Object.fromEntries([...values].filter(([name]) => !ofTheMachine.test(name) && !name.startsWith('COMPOSE_'))) }
}
