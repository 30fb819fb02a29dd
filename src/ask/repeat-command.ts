import type { Facts } from '../detect/facts.ts'
import { outputs, targets, unitKeys, type Answers, type UnitAnswers, type UnitKey } from './answers.ts'
import { answerOf, decide } from './decide.ts'
import { broughtAlong } from './decide-services.ts'
import { serviceOf } from '../services/index.ts'
import { nothingGiven } from './given.ts'

/**
 * The line that leads to the same answers again with nobody asked, quoted for a POSIX shell. Only what differs from
 * what would be taken anyway is in it, so that it stays readable.
 *
 * @param directory as it was typed, where it was not the current one.
 */
export function repeatCommand(facts: Facts, answers: Answers, directory: string | null = null): string {
  const usual = decide(facts, nothingGiven()).answers
  const words = [
    ...(directory === null ? [] : [directory]),
    '--yes',
    ...answers.withoutUnits.flatMap((name) => ['--set', `${name}.skip=yes`]),
    ...facts.units.flatMap(({ name, seenAs }) => (seenAs === undefined ? [] : ['--set', `${seenAs}.name=${name}`])),
    ...answers.units.flatMap((unit) => unitWords(unit, usual, answers.units.length > 1 || answers.withoutUnits.length > 0)),
    ...serviceWords(answers, usual, facts),
    ...(answers.imagePrefix === usual.imagePrefix ? [] : ['--image-prefix', answers.imagePrefix]),
    ...(answers.branch === usual.branch ? [] : ['--branch', answers.branch]),
    ...(answers.baseRegistry === null ? [] : ['--base-registry', answers.baseRegistry]),
    ...(answers.requirements ? [] : ['--no-requirements']),
    ...(answers.targets.length === targets.length ? [] : ['--target', answers.targets.join(',')]),
    ...fileWords(answers, usual),
  ]
  return ['npm create dockerize@latest --', ...words.map(shellWord)].join(' ')
}

function unitWords(unit: UnitAnswers, usual: Answers, several: boolean): string[] {
  const before = usual.units.find((one) => one.name === unit.name)
  // One version, two keys: Python's is the one in use as long as every stack here is Python's.
  const keys = unitKeys.filter((key) => key !== 'node')
  return keys.filter((key) => !before || answerOf(unit, key) !== answerOf(before, key)).flatMap((key) => unitWord(unit, key, several))
}

function unitWord(unit: UnitAnswers, key: UnitKey, several: boolean): string[] {
  const value = answerOf(unit, key)
  return several ? ['--set', `${unit.name}.${key}=${value}`] : [`--${key}`, value]
}

function serviceWords(answers: Answers, usual: Answers, facts: Facts): string[] {
  const named = (service: { kind: string; version?: string }) => (service.version ? `${service.kind}:${service.version}` : service.kind)
  const usually = new Set(usual.services.map((service) => service.kind))
  const brought = broughtAlong(
    facts,
    answers.services.map((service) => service.kind),
  )
  const protocols = new Set(answers.services.map((service) => serviceOf(service.kind).protocol))
  return [
    ...listWord('--with', answers.services.filter((one) => !one.managed && (one.version !== undefined || !usually.has(one.kind))).map(named)),
    ...listWord('--managed', answers.services.filter((one) => one.managed).map(named)),
    ...listWord(
      '--without',
      // Named, one takes the place of another that speaks the same.
      [...usually, ...brought].filter((kind) => !protocols.has(serviceOf(kind).protocol)),
    ),
  ]
}

function fileWords(answers: Answers, usual: Answers): string[] {
  const left = usual.files.filter((output) => !answers.files.includes(output))
  if (answers.files.some((output) => !usual.files.includes(output))) return ['--files', answers.files.join(',')]
  if (left.length > outputs.length / 2) return ['--files', answers.files.join(',')]
  return left.map((output) => `--no-${output}`)
}

function listWord(flag: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : [flag, values.join(',')]
}

/** Bare where a shell takes it as it is, else in single quotes, where nothing has a meaning but the quote itself. */
function shellWord(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}
