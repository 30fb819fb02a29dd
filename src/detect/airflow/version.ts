import type { Confidence } from '../facts.ts'
import { permits } from '../readers/version-constraint.ts'
import type { UnitSource } from '../source.ts'
import type { AirflowFiles } from './files.ts'
import type { AirflowImage } from './images.ts'
import { airflowOfAstro, airflowVersions, isAtLeast, newestAirflow, newestOf } from './releases.ts'
import { saidIn, type Said } from './text-lines.ts'

/** Which Airflow the project runs, with what says so. */
export interface AirflowVersion {
  /** One that there is; where the one that is stated is none, the nearest. */
  version: string
  said: (Said & { confidence: Confidence }) | null
  /** Why the stated one cannot be taken: a question. */
  refused: string | null
  notes: readonly { text: string; file: string; line: number }[]
}

/** What runs today comes first: an image, constraints, a pin, a lock; then what the manifests allow and what the code imports. */
export function airflowVersion(source: UnitSource, files: AirflowFiles, images: readonly AirflowImage[]): AirflowVersion {
  const [first, ...others]: Statement[] = [...fromImages(images), ...fromConstraints(source, files), ...fromPins(source), ...fromLock(source)]
  if (!first) return { ...(fromRange(source) ?? fromImports(source) ?? unsaid(source)), refused: null, notes: [] }
  const other = others.find((one) => whole(one.value) !== undefined && whole(first.value) !== undefined && one.value !== first.value)
  const notes = other
    ? [{ text: `Airflow ${other.value} is named here and ${first.value} in ${first.file}:${first.line}, which is taken`, file: other.file, line: other.line }]
    : []
  return { ...taken(first), said: { ...first, confidence: 'certain' }, notes: [...notes, ...(first.note ? [{ ...first, text: first.note }] : [])] }
}

type Statement = Said & { note?: string }

/** A line of versions (`2.10`) means its newest; one that is not known is asked about. */
function taken({ value }: Said): Pick<AirflowVersion, 'version' | 'refused'> {
  const parts = value.split('.')
  const known = airflowVersions.includes(value)
    ? value
    : parts.length < 3
      ? parts.length === 2
        ? newestOf(value)
        : airflowVersions.find((one) => one.startsWith(`${value}.`))
      : undefined
  if (known !== undefined) return { version: known, refused: null }
  const oldest = airflowVersions.at(-1) ?? ''
  const near = newestOf(parts.slice(0, 2).join('.')) ?? newestAirflow
  if (!isAtLeast(value, oldest)) return { version: near, refused: `Airflow ${value} is older than ${oldest}, the oldest that can be set up here` }
  return {
    version: near,
    refused: `there is no Airflow ${value} as far as is known here (the newest is ${newestAirflow}; --airflow takes a newer one as it is)`,
  }
}

function whole(value: string): string | undefined {
  return /^\d+\.\d+\.\d+$/.exec(value)?.[0]
}

function fromImages(images: readonly AirflowImage[]): Statement[] {
  return images.flatMap((image): Statement[] => {
    if (image.version === null) return []
    if (image.maker === 'apache') return [{ ...image, value: image.version }]
    const line = airflowOfAstro(image.version)
    const version = line === null ? undefined : newestOf(line)
    if (version === undefined) return []
    return [{ ...image, value: version, note: `Astro Runtime ${image.version} is of Airflow ${line}: the image of Airflow itself is taken as ${version}` }]
  })
}

/** `…/constraints-2.9.1/constraints-3.11.txt`, wherever something is installed. */
function fromConstraints(source: UnitSource, { requirements, dockerfiles }: AirflowFiles): Said[] {
  return saidIn(source, [...requirements, ...dockerfiles], /constraints-(\d+\.\d+\.\d+)\/constraints-/)
}

const distributions = /^apache-airflow(-core)?$/

function fromPins({ requirements }: UnitSource): Said[] {
  return requirements.flatMap(({ name, spec, file, line }) => {
    const value = distributions.test(name) ? /^={2,3}\s*v?(\d+(?:\.\d+)*[\w.-]*)$/.exec(spec.trim())?.[1] : undefined
    return value === undefined || value.includes('*') ? [] : [{ value, file, line }]
  })
}

function fromLock(source: UnitSource): Said[] {
  const path = ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml'].find((file) => source.files.includes(file))
  if (path === undefined) return []
  const text = source.read(path)
  const match = /^name = "apache-airflow"\r?\nversion = "([^"]+)"/m.exec(text)
  return match ? [{ value: match[1] ?? '', file: source.fromRoot(path), line: text.slice(0, match.index).split('\n').length + 1 }] : []
}

/** The newest that a range allows. */
function fromRange({ requirements }: UnitSource): Pick<AirflowVersion, 'version' | 'said'> | null {
  const ranged = requirements.find((one) => distributions.test(one.name) && one.spec.trim() !== '')
  const version = ranged && airflowVersions.find((one) => permits(ranged.spec, one))
  return ranged && version !== undefined ? { version, said: { value: version, file: ranged.file, line: ranged.line, confidence: 'likely' } } : null
}

/** The newest, at the line that asks for any. */
function unsaid({ requirements }: UnitSource): Pick<AirflowVersion, 'version' | 'said'> {
  const named = requirements.find((one) => distributions.test(one.name))
  return { version: newestAirflow, said: named ? { value: newestAirflow, file: named.file, line: named.line, confidence: 'guess' } : null }
}

/** Modules that only one of the two majors has. */
const ofThree = /^[ \t]*(?:from|import)[ \t]+airflow\.sdk\b/
const ofTwo =
  /^[ \t]*(?:from[ \t]+airflow\.(?:contrib|operators\.(?:dummy|dummy_operator|subdag|subdag_operator|bash_operator|python_operator)|utils\.dates)\b)|\bschedule_interval\s*=/

function fromImports(source: UnitSource): Pick<AirflowVersion, 'version' | 'said'> | null {
  for (const [pattern, major] of [
    [ofThree, '3'],
    [ofTwo, '2'],
  ] as const) {
    for (const { path, text } of source.own) {
      const line = text.split(/\r\n|\r|\n/).findIndex((one) => pattern.test(one)) + 1
      const version = airflowVersions.find((one) => one.startsWith(`${major}.`))
      if (line > 0 && version !== undefined) return { version, said: { value: version, file: source.fromRoot(path), line, confidence: 'likely' } }
    }
  }
  return null
}
