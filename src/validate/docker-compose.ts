import { overlaid, placeOf, profilesOf } from './compose.ts'
import type { DockerAnswer } from './docker-command.ts'
import type { DockerJob } from './docker.ts'
import { composeSets, type ComposeSet, type Finding, type Written } from './written.ts'

/** The profiles that people mix; any other is an extra, used alone or beside the whole app. */
const main = ['full', 'infra', 'init']

/** One call for each set of files and each mix of profiles: together (`--profile '*'`) they would hide what is missing in one. */
export function composeJobs(written: Written): DockerJob[] {
  return composeSets(written).flatMap((set) =>
    // An editor starts the app and what it needs, nothing else: one mix is all that is ever used of that set.
    (set.overlay?.endsWith('.json') ? mixesOf(set).slice(0, 1) : mixesOf(set)).map((mix) => ({
      check: ['compose config', mix.join('+'), set.overlay === null ? '' : `(${set.overlay})`].filter(Boolean).join(' '),
      args: ['compose', ...set.files.flatMap((file) => ['-f', file.path]), ...mix.flatMap((profile) => ['--profile', profile]), 'config', '--format', 'json'],
      seconds: 30,
      judge: (answer: DockerAnswer) => judged(answer, set),
    })),
  )
}

/** Every mix of the main profiles, each extra alone and with `full`; the empty mix where something starts without any. */
export function mixesOf({ files }: Pick<ComposeSet, 'files'>): string[][] {
  const services = Object.values(overlaid(files)).map(profilesOf)
  const names = [...new Set(services.flat())]
  const mains = main.filter((name) => names.includes(name))
  const extras = names.filter((name) => !main.includes(name))
  const subsets = mains.reduce<string[][]>((sets, name) => [...sets, ...sets.map((set) => [...set, name])], [[]]).filter((set) => set.length > 0)
  const besides = extras.flatMap((extra) => (mains.includes('full') ? [[extra], ['full', extra]] : [[extra]]))
  return [...(services.some((profiles) => profiles.length === 0) ? [[]] : []), ...subsets, ...besides]
}

function judged({ end, stdout, stderr }: DockerAnswer, set: ComposeSet): Finding {
  const said = stderr
    .split('\n')
    .map((line) => /level=\w+ msg="((?:[^"\\]|\\.)*)"/.exec(line)?.[1]?.replaceAll('\\"', '"') ?? line.trim())
    .filter(Boolean)
  const unset = said.find((line) => line.includes('variable is not set'))
  if (end !== 'ok' || unset) return fault(unset ?? said.at(-1) ?? 'docker compose config failed', set)
  const count = serviceCount(stdout)
  if (count === 0) return fault('no service is active', set)
  return { ok: true, detail: [`${count} ${count === 1 ? 'service' : 'services'}`, ...said].join('; ') }
}

function serviceCount(json: string): number {
  const project = JSON.parse(json) as { services?: Record<string, unknown> }
  return Object.keys(project.services ?? {}).length
}

/** Docker's own words, and the line that they speak of where they name one. */
function fault(words: string, { files }: ComposeSet): Finding {
  const detail = `${files.map((file) => file.path).join(' + ')}: ${words}`
  const line = Number(/\bline (\d+)\b/.exec(words)?.[1] ?? 0)
  if (line > 0) return { ok: false, detail, at: { file: files.find((file) => words.includes(file.path))?.path ?? files.at(-1)!.path, line } }
  const service = /service "([^"]+)"/.exec(words)?.[1] ?? /services\.([\w.-]+?)(?:\.|\s|:|$)/.exec(words)?.[1]
  if (service !== undefined) return { ok: false, detail, at: placeOf(files, 'services', service) }
  const variable = /variable (?:")?(\w+)|"(\w+)" variable/.exec(words)
  const name = variable?.[1] ?? variable?.[2]
  const file = name === undefined ? undefined : files.find((one) => one.text.includes(name))
  return file && name
    ? { ok: false, detail, at: { file: file.path, line: file.text.slice(0, file.text.indexOf(name)).split('\n').length } }
    : { ok: false, detail }
}
