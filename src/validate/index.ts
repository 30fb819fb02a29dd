import type { Facts } from '../detect/facts.ts'
import type { Plan } from '../plan/plan.ts'
import { closedProfiles } from './checks/closed-profiles.ts'
import { commandModules } from './checks/command-modules.ts'
import { copySources } from './checks/copy-sources.ts'
import { definedVariables } from './checks/defined-variables.ts'
import { envValues } from './checks/env-values.ts'
import { healthyNeedsCheck } from './checks/healthy-needs-check.ts'
import { parsesAgain } from './checks/parses-again.ts'
import type { Validation } from './findings.ts'
import { writtenSet, type Check } from './written.ts'

export interface ValidateInput {
  root: string
  plan: Plan
  facts: Facts
  /** Path → text on disk after the run. */
  files: ReadonlyMap<string, string>
  /** Ask docker too, where it is installed. */
  docker: boolean
  signal?: AbortSignal
  progress?: (what: string) => void
}

/** What the Dockerfiles that lie there take from their contexts and is gone: templates of today may leave out what is, and so say nothing of it. */
export async function goneSources(input: Pick<ValidateInput, 'root' | 'plan' | 'facts'>): Promise<readonly Validation[]> {
  const found = await copySources(await writtenSet({ ...input, files: new Map() }))
  return found.map((finding) => ({ check: 'copy sources', ...finding }))
}

/** What docker itself does not see, by name. */
const checks: readonly { name: string; right: string; check: Check }[] = [
  { name: 'parses again', right: 'every YAML and JSON file can be read', check: parsesAgain },
  { name: 'copy sources', right: 'all that is copied is there and not ignored', check: copySources },
  { name: 'command modules', right: 'all that is started is there', check: commandModules },
  { name: 'healthy needs check', right: 'whoever is waited for has a health check', check: healthyNeedsCheck },
  { name: 'defined variables', right: 'every variable is named in .env.example', check: definedVariables },
  { name: 'closed profiles', right: 'every profile holds what its services need', check: closedProfiles },
  { name: 'env values', right: 'fit for the URLs they go into', check: envValues },
]

/**
 * Checks a set across its files, then lets docker check it. Finds faults, never throws for one.
 * Cancelled in the middle it ends soon, and says of what is left that it was not checked.
 */
export async function validate(input: ValidateInput): Promise<readonly Validation[]> {
  const written = await writtenSet(input)
  const own: Validation[] = []
  for (const { name, right, check } of checks) {
    const found = await check(written)
    own.push(...found.map((finding) => ({ check: name, ...finding })))
    if (found.length === 0) own.push({ check: name, ok: true, detail: right })
  }
  if (!input.docker) return own
  const { dockerChecks } = await import('./docker.ts')
  return [...own, ...(await dockerChecks(written, input))]
}
