import { soundsLikeDevelopment } from '../launches/statement.ts'
import type { Manifests } from '../manifests.ts'
import { parseDockerfile } from '../readers/dockerfile.ts'
import { textsAt } from '../readers/toml.ts'
import type { UnitFolder } from '../unit-folder.ts'
import type { Hint } from './stated.ts'

type Versions = Hint['versions'][number][]

/**
 * What runs, or tests, the project today, best first: an image that is there, a platform, a development container, CI, tox and
 * nox, what the package says it works on, documentation builds.
 */
export function hints(folder: UnitFolder, manifests: Manifests): Hint[] {
  const { project } = folder
  const own = (pattern: RegExp) => folder.files.filter((file) => pattern.test(file)).map((file) => folder.fromRoot(file))
  const shared = (pattern: RegExp) => project.files.filter((file) => pattern.test(file))
  const read = (files: readonly string[], reader: (text: string) => Versions[]): Hint[] =>
    files.flatMap((file) => reader(project.read(file)).map((versions) => ({ file, versions })))
  const images = own(/(^|\/)((Dockerfile|Containerfile)([._-][\w.-]+)?|[\w.-]+\.(dockerfile|containerfile))$/i)
  const [later, first] = [images.filter(isForDevelopment), images.filter((file) => !isForDevelopment(file))]
  const found = [
    ...read([...first, ...later], fromImage),
    ...read(own(/^(app|render)\.ya?ml$/), fromPlatform),
    ...read(shared(/^\.devcontainer\/([^/]+\/)?devcontainer\.json$|^\.devcontainer\.json$/), (text) => apart(lines(text, /python:(?:\d-)?(3\.\d+)/))),
    ...read(shared(/^\.github\/workflows\/[^/]+\.ya?ml$/), fromWorkflow),
    ...read(shared(/^(\.gitlab-ci|\.travis|azure-pipelines|bitbucket-pipelines)\.ya?ml$|^\.circleci\/config\.ya?ml$/), fromWorkflow),
    ...read(own(/^tox\.ini$/), fromTox),
    ...read(own(/^noxfile\.py$/), (text) => [lines(text, /python\s*=\s*(\[[^\]]*\]|["'][^"']*["'])/)]),
    ...fromClassifiers(manifests),
    ...read(own(/^setup\.(py|cfg)$/), (text) => [lines(text, classifier)]),
    ...read(shared(/^\.?readthedocs\.ya?ml$/), (text) => [lines(text, /^\s*python:\s*["']?(3\.\d+)/)]),
  ]
  return found.filter((one) => one.versions.length > 0)
}

const classifier = /Programming Language :: Python :: (3\.\d+)/

/** Not what a person deploys, as far as its name tells. */
function isForDevelopment(file: string): boolean {
  return soundsLikeDevelopment(file.slice(file.lastIndexOf('/') + 1))
}

/** `FROM python:3.12-slim`, an image with Python in its tag, a version behind an ARG. The last stage first, since it is what runs. */
function fromImage(text: string): Versions[] {
  const { globals, stages } = parseDockerfile(text)
  const defaults = new Map(
    globals.flatMap(({ rest, line }) => {
      const pair = /^(\w+)=["']?([^"'\s]*)/.exec(rest)
      return pair ? [[pair[1] ?? '', { value: pair[2] ?? '', line }] as const] : []
    }),
  )
  return [...stages].reverse().flatMap(({ from, line }) => {
    const used = [...from.matchAll(/\$\{?(\w+)[^}]*\}?/g)].flatMap((match) => defaults.get(match[1] ?? '') ?? [])
    const image = from.replace(/\$\{?(\w+)[^}/:-]*\}?/g, (whole, name: string) => defaults.get(name)?.value ?? whole)
    const value = /(?:^|[/:-])python[:_-]?(3\.\d+)/.exec(image)?.[1]
    return value ? [[{ value, line: used.find((one) => one.value.includes(value))?.line ?? line }]] : []
  })
}

/** App Engine's `runtime: python312`, Render's `PYTHON_VERSION`. */
function fromPlatform(text: string): Versions[] {
  const engine = lines(text.replace(/^(runtime:\s*python)3(\d{1,2})\b/m, '$13.$2'), /^runtime:\s*python(3\.\d+)/)
  const rows = text.split('\n')
  const render = lines(text, /^\s*value:\s*["']?(3\.\d+)/).filter(({ line }) => /key:\s*PYTHON_VERSION/.test(rows[line - 2] ?? ''))
  return [engine, render]
}

/** `python-version: "3.12"`, a matrix on one line or below it, `image: python:3.11`, `cimg/python:3.11`. */
function fromWorkflow(text: string): Versions[] {
  const rows = text.split(/\r?\n/)
  return rows.flatMap((raw, index): Versions[] => {
    const image = /\bimage:\s*["']?\S*python:(3\.\d+)/.exec(raw)?.[1]
    if (image) return [[{ value: image, line: index + 1 }]]
    const key = /^\s*(?:-\s*)?["']?(?:python[-_]?versions?|versionSpec|python)["']?\s*:\s*(.*)$/i.exec(raw)
    if (!key) return []
    const found = versionsIn(key[1] ?? '', index + 1)
    for (let at = index + 1; found.length === 0 || at > index + 1; at++) {
      const below = /^\s*-\s*["']?3\.\d+/.test(rows[at] ?? '') ? versionsIn(rows[at] ?? '', at + 1) : []
      if (below.length === 0) break
      found.push(...below)
    }
    return [found]
  })
}

/** `envlist = py{310,311}-django42, lint`, on one line or several. */
function fromTox(text: string): Versions[] {
  const rows = text.split(/\r?\n/)
  const start = rows.findIndex((row) => /^env_?list\s*=/.test(row))
  if (start < 0) return []
  const end = rows.findIndex((row, at) => at > start && !/^\s+\S/.test(row))
  return [
    rows.slice(start, end < 0 ? undefined : end).flatMap((row, at) =>
      [...row.matchAll(/\bpy\{?([\d,]+)/g)]
        .flatMap((match) => (match[1] ?? '').split(','))
        .filter((digits) => /^3\d{1,2}$/.test(digits))
        .map((digits) => ({ value: `3.${digits.slice(1)}`, line: start + at + 1 })),
    ),
  ]
}

function fromClassifiers({ pyproject }: Manifests): Hint[] {
  const stated = [...textsAt(pyproject?.project ?? null, 'classifiers'), ...textsAt(pyproject?.tool('poetry') ?? null, 'classifiers')]
  return pyproject && stated.length > 0 ? [{ file: pyproject.file, versions: lines(pyproject.text, classifier) }] : []
}

/** Versions in what a pattern finds, line by line. */
function lines(text: string, pattern: RegExp): Versions {
  return text.split(/\r?\n/).flatMap((raw, index) => versionsIn(pattern.exec(raw)?.[1] ?? '', index + 1))
}

/** Each a statement of its own, the first the best. */
function apart(versions: Versions): Versions[] {
  return versions.map((one) => [one])
}

function versionsIn(text: string, line: number): Versions {
  return [...text.replace(/\s#.*$/, '').matchAll(/(?<![\d.])3\.\d{1,2}(?!\d)/g)].map(([value]) => ({ value, line }))
}
