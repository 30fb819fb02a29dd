import { join, relative, sep } from 'node:path'
import { openProject } from '../detect/project.ts'
import { UserError } from '../errors.ts'
import { paintFor } from '../report/paint.ts'
import type { Run } from '../run.ts'
import { rootsOf } from './roots.ts'
import { settingsOf, type Settings } from './settings.ts'
import { review, type Finding, type Good, type Review } from './index.ts'
import { explained } from './output/explain.ts'
import { textOf } from './output/index.ts'
import { rules } from './rules/index.ts'

/** A review as it is told, and how it ends. */
export interface Outcome {
  text: string
  summary: string
  fails: boolean
}

/** @throws UserError for a path that is not there, and for a settings file that cannot be read. */
export async function outcomeOf(run: Run): Promise<Outcome> {
  const options = run.review!
  if (options.explain) return { text: explained(rules.find((rule) => rule.id === options.explain)!), summary: options.explain, fails: false }
  const parts: Review[] = []
  let settings: Settings | null = null
  const roots = rootsOf(run.root, options.paths)
  for (const { root, only } of roots) {
    const project = await openProject(root)
    settings = await settingsOf(project, options)
    const { chosen, isSaid } = settings
    parts.push(named(await review(project, chosen, (path) => only === null || only.has(path)), relative(run.root, root), isSaid))
  }
  const whole = joined(parts)
  if (whole.texts.size === 0 && roots.some((one) => one.only !== null))
    throw new UserError(`${options.paths.join(', ')}: no Dockerfile, compose file, ignore file, dev container or workflow is there`)
  const failing = whole.findings.filter((one) => one.severity === 'critical' || settings?.failOn === 'improvement').length
  return { text: textOf(options.format, whole, paintFor(run.output)), summary: `${whole.findings.length} findings`, fails: failing > 0 }
}

/** Paths as a person in the current folder names them. */
function named(part: Review, folder: string, isSaid: (finding: Finding) => boolean): Review {
  const path = (file: string): string => (folder === '' ? file : join(folder, file).split(sep).join('/'))
  return {
    findings: part.findings.filter(isSaid).map((one): Finding => ({ ...one, file: path(one.file) })),
    good: part.good.map((one): Good => ({ ...one, file: path(one.file) })),
    contexts: part.contexts.map((one) => ({ ...one, path: path(one.path), dockerfiles: one.dockerfiles.map(path) })),
    texts: new Map([...part.texts].map(([file, text]) => [path(file), text])),
  }
}

function joined(parts: readonly Review[]): Review {
  const findings = parts.flatMap((one) => one.findings)
  return {
    findings: [...findings.filter((one) => one.severity === 'critical'), ...findings.filter((one) => one.severity !== 'critical')],
    good: parts.flatMap((one) => one.good),
    contexts: parts.flatMap((one) => one.contexts),
    texts: new Map(parts.flatMap((one) => [...one.texts])),
  }
}
