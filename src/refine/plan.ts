import type { Project } from '../detect/project.ts'
import type { Edit, Rule, View } from '../review/contract.ts'
import { findingsOf, type Finding } from '../review/index.ts'
import { readProject } from '../review/model/project.ts'
import { rules } from '../review/rules/index.ts'
import { additions } from './additions/index.ts'
import { approvalFor, subjectOf } from './approval.ts'
import type { Around, Goal, Mended, NewFile, State, Step, Take } from './contract.ts'
import { areApart, withEdits } from './edits.ts'
import { overlaid } from './overlay.ts'
import { isSound } from './sound.ts'

/** All that a goal would change, before anything is written. */
export interface Plan {
  steps: readonly Step[]
  /** Path → text after all steps that are done; files that stay as they are are not in it. */
  texts: ReadonlyMap<string, string>
}

/** What of a project is refined, and what is decided already. */
export interface Asked {
  goal: Goal
  looksAt: (path: string) => boolean
  /** Texts that can be written back as they were read. */
  canWrite: (path: string) => boolean
  /** Ids of rules whose changes a person has accepted. */
  accepted: ReadonlySet<string>
  /** Rules that are not silenced by the project's settings. */
  isWanted: (finding: Finding) => boolean
  around: (project: Project) => Around
}

interface Candidate {
  take: Take
  finding: Finding
  edits: readonly Edit[]
  key: string
}

/** Changes make room for others: after so many rounds nothing is left in practice. */
const rounds = 8

/** Every rule that a goal can name. */
export const allRules: readonly Rule[] = [...rules, ...additions]

/**
 * What a goal changes, in its order. Edits are made in memory, round after round, until nothing is left to do; each round is looked at again
 * as a whole: what it mended must be gone, and nothing new may be found.
 */
export async function planFor(project: Project, asked: Asked): Promise<Plan> {
  const steps = new Map<string, Step>()
  const texts = new Map<string, string>()
  const originals = new Map<string, ((offset: number) => number)[]>()
  const lineOf = originalLines(project, texts, originals)
  const refused = new Set<string>()
  const around = asked.around(project)
  for (let round = 0; round < rounds; round++) {
    const now = overlaid(project, texts)
    const { views } = await readProject(now)
    const candidates: Candidate[] = []
    const created: NewFile[] = []
    for (const { take, finding, view, key } of wanted(views, asked)) {
      if (take.beside) continue
      const mended: Mended = refused.has(key) || !asked.canWrite(finding.file) ? [] : await mendedBy(take, view, finding, around)
      const asks = approvalFor(subjectOf(finding.rule.id), finding.file)
      const waits = asks !== null && !asked.accepted.has(finding.rule.id)
      const isNew = 'path' in mended && !now.has(mended.path)
      const state: State = 'path' in mended ? (isNew ? (waits ? 'asks' : 'done') : 'person') : mended.length === 0 ? 'person' : waits ? 'asks' : 'done'
      if (steps.get(key)?.state !== 'done') steps.set(key, stepOf(take, finding, lineOf(finding), state, asks))
      if (state !== 'done') continue
      if ('path' in mended) created.push(mended)
      else candidates.push({ take, finding, edits: mended, key })
    }
    const chosen = await sound(now, views, apart(candidates), refused)
    if (chosen.length === 0 && created.length === 0) break
    for (const file of created) if (!texts.has(file.path)) texts.set(file.path, file.text)
    for (const [path, edits] of byFile(chosen)) {
      const edited = withEdits(now.read(path), edits)
      texts.set(path, edited.text)
      originals.set(path, [...(originals.get(path) ?? []), edited.before])
    }
    for (const key of refused) if (steps.get(key)?.state === 'done') steps.set(key, { ...steps.get(key)!, state: 'person' })
  }
  for (const [key, step] of await stepsBeside(overlaid(project, texts), asked, lineOf, texts)) steps.set(key, step)
  return { steps: inOrder([...steps.values()], asked.goal), texts }
}

/** What is mended by a Dockerfile beside the person's: made last, of the file as it will be, so that a second run makes the same. */
async function stepsBeside(now: Project, asked: Asked, lineOf: (finding: Finding) => number, texts: Map<string, string>): Promise<[string, Step][]> {
  const { views } = await readProject(now)
  const around = asked.around(now)
  const steps: [string, Step][] = []
  for (const { take, finding, view, key } of wanted(views, asked)) {
    if (!take.beside || view.kind !== 'dockerfile') continue
    const made = await around.alternative(view)
    const step = stepOf(take, finding, lineOf(finding), 'person', null)
    if (!made) {
      steps.push([key, step])
      continue
    }
    const [file] = made.files
    const lacks = made.lacks.length > 0 ? ` It lacks ${made.lacks.join('; ')}.` : ''
    const isOther = now.has(file.path) && now.read(file.path) !== file.text
    const isNew = !now.has(file.path) || texts.has(file.path)
    for (const one of made.files) if (!now.has(one.path)) texts.set(one.path, one.text)
    const change = isOther
      ? `${file.path} is there and is not the one that would be made: it stays.`
      : `${file.path}, from our templates with this file's values.${lacks}`
    steps.push([key, { ...step, change, state: isNew && !isOther ? 'done' : 'person' }])
  }
  return steps
}

function* wanted(views: readonly View[], { goal, looksAt, isWanted }: Asked): Generator<{ take: Take; finding: Finding; view: View; key: string }> {
  const taken = allRules.filter((rule) => goal.takes.some((take) => take.rule === rule.id))
  const looked = views.filter((view) => looksAt(view.path) && !view.path.endsWith('.dockerize'))
  const findings = findingsOf(looked, taken)
  const seen = new Map<string, number>()
  for (const take of goal.takes)
    for (const finding of findings) {
      if (finding.rule.id !== take.rule || !isWanted(finding)) continue
      // One finding in every round, though its line moves.
      const same = `${finding.rule.id}\n${finding.file}\n${finding.message.replace(/\d+/g, '')}`
      const nth = seen.get(same) ?? 0
      seen.set(same, nth + 1)
      yield { take, finding, view: looked.find((view) => view.path === finding.file)!, key: `${same}\n${nth}` }
    }
}

async function mendedBy(take: Take, view: View, finding: Finding, around: Around): Promise<Mended> {
  return take.mend ? take.mend(view, finding, around) : finding.edits
}

/** Those that can be made at once, the first ones first. */
function apart(candidates: readonly Candidate[]): Candidate[] {
  const taken: Candidate[] = []
  for (const one of candidates) {
    const others = taken.filter((other) => other.finding.file === one.finding.file)
    const clashes = others.some((other) => other.edits.some((a) => one.edits.some((b) => !areApart(a, b))))
    if (!clashes) taken.push(one)
  }
  return taken
}

/** Those of the candidates that do what they are meant to and nothing else; all at once where that works, else one after the other. */
async function sound(project: Project, views: readonly View[], candidates: readonly Candidate[], refused: Set<string>): Promise<readonly Candidate[]> {
  const after = (some: readonly Candidate[]) =>
    overlaid(project, new Map([...byFile(some)].map(([path, edits]) => [path, withEdits(project.read(path), edits).text])))
  const isGood = (some: readonly Candidate[]) =>
    isSound(
      views,
      after(some),
      some.map((one) => one.finding),
    )
  if (candidates.length === 0 || (await isGood(candidates))) return candidates
  const kept: Candidate[] = []
  for (const one of candidates) {
    if (await isGood([...kept, one])) kept.push(one)
    else refused.add(one.key)
  }
  return kept
}

function byFile(candidates: readonly Candidate[]): Map<string, Edit[]> {
  const files = new Map<string, Edit[]>()
  for (const { finding, edits } of candidates) files.set(finding.file, [...(files.get(finding.file) ?? []), ...edits])
  return files
}

/** The line that a finding had before anything was changed. */
function originalLines(project: Project, texts: ReadonlyMap<string, string>, originals: ReadonlyMap<string, ((offset: number) => number)[]>) {
  return ({ file, line, column }: Finding): number => {
    const steps = originals.get(file)
    if (!steps || !project.has(file)) return line
    const start = texts
      .get(file)!
      .split('\n')
      .slice(0, line - 1)
      .reduce((sum, one) => sum + one.length + 1, 0)
    const offset = [...steps].reverse().reduce((at, before) => before(at), start + (column ?? 1) - 1)
    return project.read(file).slice(0, offset).split('\n').length
  }
}

function stepOf({ rule, effect }: Take, finding: Finding, line: number, state: State, asks: string | null): Step {
  return { rule, file: finding.file, line, found: finding.message, change: finding.fix, effect, reason: finding.rule.why, state, asks }
}

function inOrder(steps: readonly Step[], goal: Goal): Step[] {
  const rank = (step: Step): number => goal.takes.findIndex((take) => take.rule === step.rule)
  return [...steps].sort((a, b) => rank(a) - rank(b) || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
}
