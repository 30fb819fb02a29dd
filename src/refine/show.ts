import type { Change } from '../apply/changes.ts'
import { checkLines } from '../report/checks.ts'
import { paragraph } from '../report/columns.ts'
import { unifiedDiffs } from '../report/diff.ts'
import { paintFor, type Paint } from '../report/paint.ts'
import type { Run } from '../run.ts'
import type { State, Step } from './contract.ts'
import type { Refined } from './index.ts'

/** Prints the plan with its diff, or what was written, and settles the exit code. @returns one line that says it, for plop. */
export async function show(refined: Refined, write: boolean, run: Run): Promise<string> {
  const { options, output, outcome } = run
  const waiting = refined.steps.filter((step) => step.state === 'asks')
  const failed = refined.validation.some((one) => one.ok === false)
  outcome.exitCode = failed || (write && waiting.length > 0) || (options.exitCode && refined.changes.length > 0) ? 1 : 0
  const diffs = write && !options.diff ? new Map<string, string>() : await unifiedDiffs({ changes: refined.changes, files: [] })
  if (options.json) output.write(`${JSON.stringify(asJson(refined, diffs, write), null, 2)}\n`)
  else if (!options.quiet) output.write(asText(refined, diffs, write, paintFor(output)))
  return `${write ? 'wrote' : 'would write'} ${refined.changes.length} files`
}

function asJson({ goal, steps, changes, validation, notes }: Refined, diffs: ReadonlyMap<string, string>, write: boolean): unknown {
  const todo = nextSteps(goal, steps, changes, write)
  return {
    schema: 1,
    goal,
    steps: steps.map(({ asks, state, ...step }) => ({ ...step, safe: asks === null, state: state === 'done' ? (write ? 'applied' : 'planned') : state, asks })),
    files: changes.map(({ path, action }) => ({ path, action, ...(diffs.has(path) ? { diff: diffs.get(path) } : {}) })),
    answers: {},
    validation,
    next: [...todo.map((one) => one.command), ...notes],
    command: `create-dockerize refine --goal ${goal} --write --no-interactive`,
  }
}

function asText({ goal, steps, changes, validation, notes }: Refined, diffs: ReadonlyMap<string, string>, write: boolean, paint: Paint): string {
  const nothing = steps.length === 0 ? [`  ${paint.good('Nothing to do:')} nothing is left that makes them better at ${goal}.`] : []
  const next = [
    ...nextSteps(goal, steps, changes, write).flatMap(({ command, text }) => [`    ${paint.strong(command)}`, ...paragraph(text, 6)]),
    ...notes.flatMap((text) => paragraph(text, 4)),
  ]
  return [
    '',
    ...nothing,
    ...group(write ? 'Written' : 'To be written', steps, 'done', paint),
    ...group('Waits for your yes', steps, 'asks', paint),
    ...group('Yours to do', steps, 'person', paint),
    ...[...diffs.values()].flatMap((diff) => [diff.trimEnd(), '']),
    ...(write ? changes.map((change) => `  ${paint.strong(change.action.padEnd(10))}${change.path}`) : []),
    ...checkLines(validation, 12, paint),
    ...(next.length > 0 ? ['', '  Next', ...next] : []),
    '',
    '',
  ].join('\n')
}

function group(title: string, steps: readonly Step[], state: State, paint: Paint): string[] {
  const own = steps.filter((step) => step.state === state)
  if (own.length === 0) return []
  return [paint.strong(title), ...own.flatMap((step) => lines(step, paint)), '']
}

function lines({ rule, file, line, found, change, effect, reason, state, asks }: Step, paint: Paint): string[] {
  return [
    `  ${paint.strong(`${file}:${line}`)}  ${paint.quiet(rule)}`,
    ...paragraph(found, 4),
    ...paragraph(`→ ${change}`, 4),
    ...paragraph(`wins: ${effect}`, 4),
    ...(asks === null ? [] : state === 'asks' ? paragraph(`asks: ${asks}`, 4) : []),
    ...(state === 'person' ? paragraph(`why: ${reason}`, 4) : []),
  ]
}

interface Next {
  /** What to type. */
  command: string
  text: string
}

function nextSteps(goal: string, steps: readonly Step[], changes: readonly Change[], write: boolean): Next[] {
  const again = `create-dockerize refine --goal ${goal} --write`
  const waiting = [...new Set(steps.filter((step) => step.state === 'asks').map((step) => step.rule))]
  const alternatives = changes.filter((change) => change.path.endsWith('.dockerize')).map((change) => change.path)
  return [
    ...(!write && changes.length > 0 ? [{ command: again, text: 'writes what is shown' }] : []),
    ...(waiting.length > 0 ? [{ command: `${again} --accept ${waiting.join(',')}`, text: 'what waits for your yes too' }] : []),
    ...(write
      ? alternatives.map((path) => ({
          command: `docker build -f ${path} .`,
          text: `builds the alternative; it is yours to put in the place of ${path.replace(/\.dockerize$/, '')}`,
        }))
      : []),
  ]
}
