import type { Project } from '../detect/project.ts'
import { UserError } from '../errors.ts'
import type { ReviewOptions } from '../run.ts'
import { isRecord } from '../validate/compose.ts'
import { parseYaml } from '../validate/yaml-text.ts'
import type { Rule, Severity } from './contract.ts'
import type { Finding } from './index.ts'
import { rules } from './rules/index.ts'

/** What is looked for, what of it is said, and what ends in exit code 1. */
export interface Settings {
  chosen: readonly Rule[]
  isSaid: (finding: Finding) => boolean
  failOn: Severity
}

const file = '.dockerize/review.yaml'

interface Stated {
  ignore: readonly { rule: string; paths: readonly string[] }[]
  min: Severity | null
  failOn: Severity | null
  strict: boolean
}

/**
 * The command line over `.dockerize/review.yaml`: `ignore` (ids, or `{rule, paths, reason}`), `min`, `fail-on`, `strict`.
 * @throws UserError naming the line of a key or a rule that is not there.
 */
export async function settingsOf(project: Project, options: ReviewOptions): Promise<Settings> {
  const stated = project.has(file) ? await statedIn(project.read(file)) : { ignore: [], min: null, failOn: null, strict: false }
  const strict = options.strict || stated.strict
  const everywhere = new Set([...options.ignore, ...stated.ignore.filter((one) => one.paths.length === 0).map((one) => one.rule)])
  const min = options.min ?? stated.min
  return {
    chosen: rules.filter((rule) => (options.only ? options.only.includes(rule.id) : strict || !rule.strict) && !everywhere.has(rule.id)),
    isSaid: (finding) =>
      (min !== 'critical' || finding.severity === 'critical') &&
      !stated.ignore.some(
        (one) => one.rule === finding.rule.id && one.paths.some((path) => finding.file === path || finding.file.startsWith(`${path.replace(/\/$/, '')}/`)),
      ),
    failOn: options.failOn ?? stated.failOn ?? (strict ? 'improvement' : 'critical'),
  }
}

async function statedIn(text: string): Promise<Stated> {
  const { value, faults, lineOf } = await parseYaml(text)
  const wrong = (what: string, ...keys: string[]): UserError =>
    new UserError(what, { at: { file, line: keys.length > 0 ? lineOf(...keys) : (faults[0]?.line ?? 1) } })
  if (faults[0]) throw wrong(`is no YAML: ${faults[0].detail.split('\n')[0]}`)
  if (value === null || value === undefined) return { ignore: [], min: null, failOn: null, strict: false }
  if (!isRecord(value)) throw wrong('must hold ignore, min, fail-on or strict')
  for (const key of Object.keys(value))
    if (!['ignore', 'min', 'fail-on', 'strict'].includes(key)) throw wrong(`there is no key ${key}; it may hold ignore, min, fail-on, strict`, key)
  const severity = (key: 'min' | 'fail-on'): Severity | null => {
    const one = value[key]
    if (one !== undefined && one !== 'critical' && one !== 'improvement') throw wrong(`${key} is critical or improvement`, key)
    return one ?? null
  }
  const { ignore = [], strict = false } = value
  if (!Array.isArray(ignore)) throw wrong('ignore is a list of rules', 'ignore')
  return { ignore: ignore.map((one: unknown) => ignoredRule(one, wrong)), min: severity('min'), failOn: severity('fail-on'), strict: strict === true }
}

function ignoredRule(entry: unknown, wrong: (what: string, key: string) => UserError): { rule: string; paths: readonly string[] } {
  const rule = isRecord(entry) ? entry.rule : entry
  const paths = isRecord(entry) && Array.isArray(entry.paths) ? entry.paths.filter((one) => typeof one === 'string') : []
  if (typeof rule !== 'string' || !rules.some((one) => one.id === rule)) throw wrong(`there is no rule ${JSON.stringify(rule)}`, 'ignore')
  return { rule, paths }
}
