import { parseDockerfile } from '../readers/dockerfile.ts'
import type { UnitSource } from '../source.ts'
import type { AirflowFiles } from './files.ts'
import type { Said } from './text-lines.ts'

/** An image with Airflow in it that the project is built on, or runs as it is. */
export interface AirflowImage extends Said {
  maker: 'apache' | 'astronomer'
  /** Its tag without what speaks of Python or of its size: `3.1.8`, `12.1.0`; null: none, or `latest`. */
  version: string | null
  python: string | null
}

/** Images of Dockerfiles, then of compose files: where the project's own is built, that one runs. */
export function airflowImages(source: UnitSource, files: AirflowFiles): AirflowImage[] {
  return [
    ...files.dockerfiles.flatMap((path) => bases(source.read(path)).map((one) => ({ ...one, file: source.fromRoot(path) }))),
    ...files.compose.flatMap((path) => composed(source.read(path)).map((one) => ({ ...one, file: source.fromRoot(path) }))),
  ].flatMap(imageOf)
}

/** What FROM names, arguments put in their place: the line is the one that holds the version. */
function bases(text: string): Omit<Said, 'file'>[] {
  const { globals, stages } = parseDockerfile(text)
  const defaults = new Map(
    globals.flatMap(({ rest, line }) => {
      const pair = /^(\w+)=["']?([^"'\s]*)/.exec(rest)
      return pair ? [[pair[1] ?? '', { value: pair[2] ?? '', line }] as const] : []
    }),
  )
  return stages.map(({ from, line }) => {
    const version = /:[^$]*\$\{?(\w+)/.exec(from)?.[1]
    const value = from.replace(/\$\{?(\w+)(?::-([^}]*))?\}?/g, (whole, name: string, usual?: string) => defaults.get(name)?.value ?? usual ?? whole)
    return { value, line: (version === undefined ? undefined : defaults.get(version)?.line) ?? line }
  })
}

/** `image: ${AIRFLOW_IMAGE_NAME:-apache/airflow:3.1.7}`. */
function composed(text: string): Omit<Said, 'file'>[] {
  return text.split(/\r\n|\r|\n/).flatMap((row, index) => {
    const value = /^\s*image:\s*["']?(?:\$\{\w+:-)?([^\s"'}]+)/.exec(row)?.[1]
    return value === undefined ? [] : [{ value, line: index + 1 }]
  })
}

function imageOf(said: Said): AirflowImage[] {
  const [, apache] = /(?:^|\/)apache\/airflow(?::([\w.-]+))?(?:@|$)/.exec(said.value) ?? []
  if (/(?:^|\/)apache\/airflow(:|@|$)/.test(said.value)) return [{ ...said, maker: 'apache', ...partsOf(apache) }]
  const astro = /(?:^|\/)(?:astro-runtime|astronomer\/runtime|runtime):([\w.-]+)/.exec(said.value)?.[1]
  if (astro === undefined || !/astronomer|astrocr/.test(said.value)) return []
  return [{ ...said, maker: 'astronomer', ...partsOf(astro) }]
}

/** `slim-3.1.8-python3.12`, `12.1.0-base`, `3.0-4-python-3.12-base`. */
function partsOf(tag = ''): Pick<AirflowImage, 'version' | 'python'> {
  const python = /python-?(3\.\d+)/.exec(tag)?.[1] ?? null
  const version = /^(?:slim-)?(\d+(?:\.\d+)+(?:-\d+)?)/.exec(tag)?.[1] ?? null
  return { version, python }
}
