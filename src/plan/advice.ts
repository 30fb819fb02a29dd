import type { Answers } from '../ask/answers.ts'
import { packageManagerOf } from '../package-managers/index.ts'
import { stackOf } from '../stacks/index.ts'
import { acceleratorAdvice } from './accelerator.ts'
import { architectureAdvice } from './architectures.ts'
import { runnerIsInstalled, type UnitInput } from './images.ts'
import { pageAdvice } from './pages.ts'
import type { Advice } from './plan.ts'
import { poolingAdvice } from './pooling.ts'
import { serviceAdvice } from './service-advice.ts'

/** What the person's own code could do better in containers, at their own lines. Their code is never edited. */
export function adviceFor(unit: UnitInput, answers: Answers, units: readonly UnitInput[]): Advice[] {
  return [
    ...(stackOf(unit.answers.stack, unit.facts.framework).advice?.(unit) ?? []),
    ...health(unit),
    ...privatePackages(unit),
    ...additions(unit),
    ...pageAdvice(unit),
    ...serviceAdvice(unit, answers, units),
    ...runner(unit),
    ...poolingAdvice(unit, answers),
    ...acceleratorAdvice(unit),
    ...architectureAdvice(unit, units),
    ...notes(unit),
  ]
}

function health({ facts, answers }: UnitInput): Advice[] {
  const at = facts.evidence.find((one) => one.key === 'entrypoint')
  const example = stackOf(answers.stack, facts.framework).healthRoute
  if (answers.healthPath !== null || answers.port === null || !at || example === undefined) return []
  return [
    {
      title: 'Health route',
      text: `No health route was found, so any answer below 500 on / counts as healthy. A route that touches nothing but the process tells more: ${example}.`,
      at: { file: at.file, line: at.line },
      now: true,
    },
  ]
}

/** An install that asks for credentials gets them from whoever builds. */
function privatePackages({ facts }: UnitInput): Advice[] {
  const [first] = facts.installSecrets ?? []
  if (!first) return []
  const names = (facts.installSecrets ?? []).map((one) => one.name).join(', ')
  const text = `Builds read ${names} as secrets, from .env or the environment; an image keeps none of it. Where that index asks nobody, leave them unset.`
  return [{ title: 'Private packages', text, at: { file: first.file, line: first.line }, now: true }]
}

/** What the image installs and no manifest names: nothing keeps its version in step with the rest. */
function additions(unit: UnitInput): Advice[] {
  const { facts, answers } = unit
  const { adds = [], addsWhy } = stackOf(answers.stack, facts.framework).command(unit)
  if (adds.length === 0) return []
  const why = addsWhy?.advice ?? 'The project names no server for production'
  const manager = packageManagerOf(answers.packageManager)
  const how = (name: string): string =>
    manager.byHand.add ? `\`${manager.byHand.add} ${name}\`` : `a line in ${facts.python?.requirementsMain ?? 'the manifest'}`
  return adds.map((one) => {
    const name = one.split('==')[0] ?? one
    const text =
      manager.interpreter === 'own'
        ? `${why}: ${how(name)} brings ${name}, which the image ${addsWhy ? 'needs' : 'starts'}.`
        : `${why}, so the image adds ${one}: ${how(name)} makes it a dependency like the others.`
    return { title: addsWhy ? 'Dependency' : 'Server', text, now: true }
  })
}

function runner({ facts, answers }: UnitInput): Advice[] {
  if (!facts.python?.tests || runnerIsInstalled(facts.python)) return []
  const command = packageManagerOf(answers.packageManager).byHand.addDevelopment
  const add = command ? `\`${command} pytest\`` : 'put it into requirements-dev.txt'
  return [{ title: 'Tests', text: `There are tests for pytest and nothing installs it: ${add}, and run this again for a testing target.`, now: true }]
}

function notes({ facts }: UnitInput): Advice[] {
  return facts.notes.map(({ text, file, line }) => ({ title: 'Seen in the source', text, at: { file, line }, now: true }))
}
