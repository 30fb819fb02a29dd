import type { Answers, UnitAnswers } from '../ask/answers.ts'
import { decide } from '../ask/decide.ts'
import { nothingGiven } from '../ask/given.ts'
import type { Evidence, Facts, UnitFacts } from '../detect/facts.ts'
import { formatPlace } from '../errors.ts'
import { services } from '../services/index.ts'
import { stackOf, stacks } from '../stacks/index.ts'
import { paragraph, width } from './columns.ts'
import type { Paint } from './paint.ts'

/** What a project is, one fact a line, each with the place it was read from. */
export function summary(facts: Facts, answers: Answers, paint: Paint): string[] {
  const rows = [...answers.units.flatMap((unit) => unitRows(unit, facts, answers)), ...serviceRows(facts, answers)]
  const first = Math.max(4, ...rows.map((row) => row.of.length)) + 2
  const values =
    Math.max(
      ...rows.map((row) => (row.what ? row.value.length : 0)),
      ...rows.filter((row) => !row.what && row.place).map((row) => row.value.length - labels),
      16,
    ) + 2
  return rows.flatMap((row) => drawn(row, first, Math.min(values, 34), paint))
}

/** The whole answer of `detect`: the facts, and what a person should know of them. */
export function factsText(facts: Facts, paint: Paint): string {
  if (facts.units.length === 0) return '\n  Nothing to run was found here.\n\n'
  const notes = facts.units.flatMap((unit) => unit.notes.map((note) => `${note.text} ${formatPlace(note)}`))
  const open = facts.units.flatMap((unit) => unit.unknown.map((one) => `${unit.name}: ${one.why}; ${one.flag}`))
  const part = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', `  ${title}`, ...lines.flatMap((line) => paragraph(line, 4))])
  return ['', ...summary(facts, decide(facts, nothingGiven()).answers, paint), ...part('Not seen', open), ...part('Notes', notes), '', '']
    .join('\n')
    .replace(/\n\n\n$/, '\n\n')
}

const labels = 9

interface Row {
  /** The unit, or what the row is about; empty below the first one. */
  of: string
  /** The fact's name; empty for the headline. */
  what: string
  value: string
  place: string
}

function unitRows(unit: UnitAnswers, facts: Facts, answers: Answers): Row[] {
  const seen = facts.units.find((one) => one.name === unit.name)
  const stack = stacks.find((one) => one.id === unit.stack)
  const language = seen?.language === 'node' ? 'Node' : 'Python'
  const first = answers.units.find((one) => one.dir === unit.dir) ?? unit
  const own = first.name === unit.name
  const role = seen && seen.role !== stack?.role ? ` ${seen.role}` : ''
  const title = `${stack ? stackOf(stack.id, seen?.framework).title : unit.stack}${unit.airflow === undefined ? '' : ` ${unit.airflow}`}${role}${own ? ` on ${language} ${unit.runtime}, ${unit.packageManager}` : `, same image as ${first.name}`}`
  const where = (key: string, value: string, fallback: string) => (seen ? placeOf(seen, key, value, fallback) : '')
  const rows: Row[] = [
    { of: unit.name, what: '', value: title, place: '' },
    // What a build makes is served by itself: nothing there is to be named.
    ...(unit.entrypoint === '' && !stack?.asks.includes('entrypoint')
      ? []
      : [{ of: '', what: 'entry', value: unit.entrypoint || '?', place: where('entrypoint', unit.entrypoint, unit.entrypoint ? 'as you said' : 'not seen') }]),
    ...(unit.port === null || !isAsked(unit, seen) ? [] : [healthRow(unit, where)]),
    ...(own && seen?.migrations
      ? [{ of: '', what: 'migrate', value: seen.migrations.tool, place: where('migrations', seen.migrations.tool, seen.migrations.config) }]
      : []),
    ...(unit.port === null
      ? []
      : [
          {
            of: '',
            what: 'port',
            value: String(unit.port),
            place: where('port', String(unit.port), unit.port === stack?.defaultPort ? `default of ${stack.title}` : 'as you said'),
          },
        ]),
    ...(unit.airflow === undefined ? [] : airflowRows(unit, where)),
    ...(unit.base === 'slim' ? [] : [{ of: '', what: 'base', value: unit.base, place: 'as you said' }]),
  ]
  return rows
}

function airflowRows({ airflow = '', executor }: UnitAnswers, where: (key: string, value: string, fallback: string) => string): Row[] {
  const tasks = executor === 'celery' ? 'CeleryExecutor' : 'LocalExecutor'
  return [
    { of: '', what: 'version', value: airflow, place: where('airflow', airflow, 'as you said, or the newest') },
    { of: '', what: 'tasks', value: tasks, place: where('executor', tasks, 'default of Airflow') },
  ]
}

/** Pages of files and servers with a protocol of their own have a check that no route answers. */
function isAsked({ healthPath }: UnitAnswers, seen: UnitFacts | undefined): boolean {
  return healthPath !== null || seen === undefined || seen.unknown.some((one) => one.key === 'health-path')
}

function healthRow({ healthPath }: UnitAnswers, where: (key: string, value: string, fallback: string) => string): Row {
  return healthPath === null
    ? { of: '', what: 'health', value: 'any answer of /', place: 'no health route seen' }
    : { of: '', what: 'health', value: `GET ${healthPath}`, place: where('healthPath', healthPath, 'as you said') }
}

function serviceRows(facts: Facts, answers: Answers): Row[] {
  return answers.services.map((service, index) => {
    const [evidence] = facts.services.find((one) => one.kind === service.kind)?.evidence ?? []
    const title = services.find((one) => one.id === service.kind)?.title ?? service.kind
    const value = `${title}${service.version ? ` ${service.version}` : ''}${service.managed ? ', run elsewhere' : ''}`
    return { of: index === 0 ? 'uses' : '', what: '', value, place: evidence ? described(evidence) : 'as you said' }
  })
}

/** Where the fact was read; a person's own word where it differs from what was read. */
function placeOf(unit: UnitFacts, key: string, value: string, fallback: string): string {
  const evidence = unit.evidence.find((one) => one.key === key && one.value === value)
  return evidence ? formatPlace(evidence) : fallback
}

function described(evidence: Evidence): string {
  return `${formatPlace(evidence)}${evidence.value.length <= 24 && /^[\w.+-]+$/.test(evidence.value) ? `  ${evidence.value}` : ''}`
}

function drawn(row: Row, first: number, values: number, paint: Paint): string[] {
  const head = `  ${row.of.padEnd(first)}`
  if (!row.what && !row.place) return [`${paint.strong(head)}${row.value}`]
  const label = row.what ? row.what.padEnd(labels) : ''
  const room = row.what ? values : values + labels
  const start = head.length + label.length + Math.max(room, row.value.length + 2)
  const text = `${paint.strong(head)}${label}${row.value}`
  if (!row.place) return [text]
  // A long value takes the line; the place goes below it.
  if (row.value.length + 2 > room)
    return [text, `${' '.repeat(head.length + label.length + 2)}${paint.quiet(fitted(row.place, width - head.length - label.length - 2))}`]
  return [`${text}${' '.repeat(room - row.value.length)}${paint.quiet(fitted(row.place, width - start))}`]
}

/** The end of a path says more than its beginning. */
function fitted(text: string, room: number): string {
  return text.length <= room ? text : `…${text.slice(text.length - room + 1)}`
}
