import type { ComposeRule } from '../../contract.ts'
import { commandsIn, history, type Stage } from '../../model/dockerfile.ts'
import { expand } from '../../model/expand.ts'
import { placeIn, stageOf } from '../../model/service.ts'

export const userOwnsNothing: ComposeRule = {
  id: 'dc/user-owns-nothing',
  severity: 'improvement',
  reads: 'compose',
  title: "The service runs as somebody to whom the image's files do not belong",
  why: 'user: takes the place of the USER of the image. Whatever was given to that one with --chown, the other may read and not write; and it has no home.',
  fix: 'Group 0 for what has to be written: COPY --chown=app:0 and RUN chmod -R g=u /app, with user: "${APP_UID:-1000}:0".',
  sources: [],
  *find(view) {
    for (const { name, own } of view.compose.services) {
      const stage = typeof own.user === 'string' || typeof own.user === 'number' ? stageOf(view, name)?.stage : undefined
      if (!stage) continue
      const written = String(own.user)
      const [user = '', group] = (expand(written, () => null) ?? '').split(':')
      if (!/^[1-9]\d*$/.test(user)) continue
      const owner = ownerIn(stage)
      const isAnyone = /^\$/.test(written)
      if (!owner || owner.name === user || (owner.number === user && !isAnyone) || (owner.group !== null && owner.group === group)) continue
      yield {
        ...placeIn(view, name, 'user'),
        message: isAnyone
          ? `Whoever ${written} is, what ${name} has in its image belongs to ${owner.name}.`
          : `${user} may not write what belongs to ${owner.name}.`,
      }
    }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  web:\n    build: .\n    user: "${APP_UID:-1000}:0"\n',
        line: 4,
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nRUN useradd --create-home app\nCOPY --chown=app:app . .\nUSER app\n' },
      },
      {
        text: 'services:\n  web:\n    build: .\n    user: "1000"\n',
        line: 4,
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nRUN useradd --uid 10001 app && chown -R app /data\nUSER app\n' },
      },
    ],
    good: [
      {
        text: 'services:\n  web:\n    build: .\n    user: "${APP_UID:-1000}:0"\n',
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nRUN useradd app\nCOPY --chown=app:0 . .\nRUN chmod -R g=u /app\nUSER app\n' },
      },
      {
        text: 'services:\n  web:\n    build: .\n    user: "10001"\n',
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nRUN useradd --uid 10001 app\nCOPY --chown=app:app . .\nUSER app\n' },
      },
    ],
  },
}

/** Whom files of a stage were given to, with the number where one is said; null: nobody, or others may write too. */
function ownerIn(stage: Stage): { name: string; group: string | null; number: string | null } | null {
  const all = history(stage)
  const commands = all.flatMap((one) => (one.name === 'RUN' ? commandsIn(one) : []))
  if (commands.some(({ name, words }) => name === 'chmod' && words.some((word) => /g=u|g\+|[0-7]?[0-7][2367][0-7]$|a\+|777/.test(word.text)))) return null
  const given = [
    ...all.flatMap((one) => one.flags.filter((flag) => flag.name === 'chown').map((flag) => flag.value)),
    ...commands.flatMap(({ name, words }) => (name === 'chown' ? (words.slice(1).find((word) => !word.text.startsWith('-'))?.text ?? []) : [])),
  ].at(-1)
  const [name = '', group = null] = given?.split(':') ?? []
  if (name === '' || name === 'root' || name === '0' || name.includes('$')) return null
  const number = commands
    .filter((one) => /^(useradd|adduser)$/.test(one.name) && one.words.some((word) => word.text === name))
    .map(({ words }) => words[words.findIndex((word) => /^(-[a-zA-Z]*u|--uid)$/.test(word.text)) + 1]?.text)
    .find((one) => /^\d+$/.test(one ?? ''))
  return { name, group: group === 'root' ? '0' : group, number: number ?? stage.base?.users?.[name]?.toString() ?? null }
}
