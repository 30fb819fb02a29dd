import type { Project } from '../detect/project.ts'
import type { Edit, Rule, Severity, View } from './contract.ts'
import { contextSizes, type ContextSize } from './model/context-size.ts'
import { readProject } from './model/project.ts'
import { silencedIn } from './pragmas.ts'

/** A finding with all that is said of it. */
export interface Finding {
  rule: Rule
  severity: Severity
  file: string
  line: number
  column: number | null
  message: string
  fix: string
  edits: readonly Edit[]
}

export interface Good {
  rule: Rule
  file: string
  line: number
  message: string
}

export interface Review {
  findings: readonly Finding[]
  good: readonly Good[]
  /** What is sent for each build. */
  contexts: readonly ContextSize[]
  /** Path → text of what was looked at, for showing the lines that are spoken of. */
  texts: ReadonlyMap<string, string>
}

/**
 * Looks at the Docker files of a project.
 * @param looksAt which of its files are spoken of; all are read, since they explain each other.
 */
export async function review(project: Project, rules: readonly Rule[], looksAt: (path: string) => boolean = () => true): Promise<Review> {
  const { views } = await readProject(
    project,
    rules.some((rule) => rule.facts),
  )
  const looked = views.filter((view) => looksAt(view.path))
  const findings = findingsOf(looked, rules)
  const good = looked.flatMap((view) => goodIn(view, rules))
  return {
    findings,
    good: good
      .filter(({ view, praised }) => !findings.some((finding) => finding.file === praised.file && isAgainst(finding, praised, view)))
      .map((one) => one.praised),
    contexts: contextSizes(
      project.root,
      looked.filter((view) => view.kind === 'dockerfile'),
    ),
    texts: new Map(looked.map((view) => [view.path, view.text])),
  }
}

/** What rules find in files that were read already, in the order of a report. */
export function findingsOf(looked: readonly View[], rules: readonly Rule[]): Finding[] {
  return looked.flatMap((view) => findingsIn(view, rules)).sort(inOrder)
}

function findingsIn(view: View, rules: readonly Rule[]): Finding[] {
  const silenced = silencedIn(view)
  const said = new Set<string>()
  // A byte that is no UTF-8 was read as this one, and would be written so.
  const mends = !view.text.includes('\ufffd')
  return rules.flatMap((rule) =>
    foundBy(rule, view).flatMap(({ line, column = null, severity = rule.severity, message, fix = rule.fix, edits = [] }) => {
      // What an anchor brings to many is said once.
      const place = `${rule.id}:${line}:${column}`
      if (said.has(place) || silenced(rule, line)) return []
      said.add(place)
      return [{ rule, severity, file: view.path, line, column, message, fix, edits: mends ? edits : [] }]
    }),
  )
}

function foundBy(rule: Rule, view: View) {
  // Which kind a rule reads and which kind a view is are one and the same thing here, which types cannot follow.
  return isFor(rule, view) ? [...rule.find(view as never)] : []
}

function goodIn(view: View, rules: readonly Rule[]): { view: View; praised: Good }[] {
  return rules.flatMap((rule) =>
    isFor(rule, view) ? [...(rule.good?.(view as never) ?? [])].slice(0, 1).map((one) => ({ view, praised: { rule, file: view.path, ...one } })) : [],
  )
}

/** Nothing is praised that the same review calls broken: by the rule itself, by one of the same matter, or at the same place. */
function isAgainst({ rule, severity, line }: Finding, { rule: praising, line: from }: Good, view: View): boolean {
  if (rule === praising || praising.goodUnless?.includes(rule.id)) return true
  const instruction = view.kind === 'dockerfile' ? view.file.instructions.find((one) => one.line <= from && from <= one.endLine) : undefined
  // What nothing else shows is said of FROM.
  if (severity !== 'critical' || instruction?.name === 'FROM') return false
  return (instruction?.line ?? from) <= line && line <= (instruction?.endLine ?? from)
}

/** What cannot be read is judged by no other rule: the rest of it would be guesswork. */
function isFor(rule: Rule, view: View): boolean {
  return rule.reads === 'any' || (rule.reads === view.kind && (view.faults.length === 0 || view.kind === 'dockerfile'))
}

function inOrder(a: Finding, b: Finding): number {
  if (a.severity !== b.severity) return a.severity === 'critical' ? -1 : 1
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || (a.column ?? 0) - (b.column ?? 0)
}
