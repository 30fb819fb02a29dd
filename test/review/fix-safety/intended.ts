import { commandsIn, readDockerfile } from '../../../src/review/model/dockerfile.ts'
import type { Instruction } from '../../../src/review/model/instructions.ts'

/** What an instruction means, without how it is written. */
export interface Meant {
  name: string
  flags: string[]
  words: string[]
  /** All that follows the flags, as it stands. */
  rest: string
  /** The words of each command, with what follows it. */
  commands: string[][]
  exec: boolean
  texts: string[]
}

export function meantBy(text: string): Meant[] {
  return readDockerfile(text).instructions.map(meant)
}

function meant(one: Instruction): Meant {
  return {
    name: one.name,
    flags: one.flags.map((flag) => flag.text),
    words: one.words.map((word) => word.text),
    rest: one.rest.text.trim(),
    commands: one.name === 'RUN' ? commandsIn(one).map(({ before, words, operator }) => [...before, ...words].map((word) => word.text).concat(operator)) : [],
    exec: one.exec,
    texts: one.heredocs.map(({ body }) => body.text),
  }
}

type Check = (before: Meant, after: Meant) => boolean

/** One more word in exactly one command. */
const put =
  (...added: readonly string[]): Check =>
  (before, after) =>
    inOneCommand(before, after, (old, now) => now.length === old.length + 1 && now.some((word, at) => added.includes(word) && same(now.toSpliced(at, 1), old)))

/** One word for another one in exactly one command. */
const swap =
  (from: RegExp, to: RegExp): Check =>
  (before, after) =>
    inOneCommand(before, after, (old, now) => {
      const differing = old.flatMap((word, at) => (word === now[at] ? [] : [at]))
      return old.length === now.length && differing.length === 1 && from.test(old[differing[0]!]!) && to.test(now[differing[0]!]!)
    })

/** All but these members stay as they are. */
const only =
  (members: readonly (keyof Meant)[], check: Check): Check =>
  (before, after) =>
    (Object.keys(before) as (keyof Meant)[]).every((key) => members.includes(key) || same(before[key], after[key])) && check(before, after)

/** What each fix may change, and nothing beside it. */
export const intended: Readonly<Record<string, Check>> = {
  'df/add-instead-of-copy': only(['name'], (before, after) => before.name === 'ADD' && after.name === 'COPY'),
  'df/apk-no-cache': put('--no-cache'),
  'df/apt-instead-of-apt-get': swap(/^apt$/, /^apt-get$/),
  'df/apt-lists': only(
    ['rest', 'words', 'commands'],
    (before, after) => after.rest.startsWith(before.rest) && after.rest.slice(before.rest.length).trim() === '&& rm -rf /var/lib/apt/lists/*',
  ),
  'df/apt-no-y': put('-y'),
  'df/apt-removed-package': swap(/^lib/, /^lib/),
  'df/cache-mount-nonroot': only(['flags'], (before, after) =>
    same(
      after.flags.filter((one, at) => one !== before.flags[at]).map((one) => /,uid=\d+$/.test(one)),
      [true],
    ),
  ),
  'df/copy-dest-slash': only(['words', 'rest'], (before, after) => same(after.words, [...before.words.slice(0, -1), `${before.words.at(-1)}/`])),
  'df/healthcheck-localhost': only(['words', 'rest'], (before, after) =>
    same(
      after.words,
      before.words.map((one) => one.replaceAll(/(?<!Host: )localhost/g, '127.0.0.1')),
    ),
  ),
  'df/healthcheck-start-period': only(['flags'], (before, after) => same(after.flags, ['--start-period=30s', ...before.flags])),
  // The old form's value is all that follows the name.
  'df/legacy-env': only(['words', 'rest'], (before, after) => after.words.length === 1 && after.words[0] === before.rest.replace(/\s+/, '=')),
  'df/maintainer': only(
    ['name', 'words', 'rest'],
    (before, after) => after.name === 'LABEL' && same(after.words, [`org.opencontainers.image.authors=${before.rest}`]),
  ),
  'df/npm-install': swap(/^(install|i)$/, /^ci$/),
  'df/project-install-before-source': put('--no-install-project', '--no-root'),
  'df/shell-form-cmd': only(['exec', 'rest'], (before, after) => after.exec && !before.exec),
  'df/stage-names': only(['words', 'rest'], (before, after) =>
    same(
      after.words.map((one) => one.toLowerCase()),
      before.words.map((one) => one.toLowerCase()),
    ),
  ),
  'df/uv-frozen': swap(/^--frozen$/, /^--locked$/),
  'df/uv-no-cache-mount': put('--no-cache-dir'),
}

/** Fixes that take an instruction out or put one in. */
export const counted: Readonly<Record<string, (before: readonly Meant[], after: readonly Meant[]) => boolean>> = {
  'df/multiple-cmd': (before, after) => before.some((one, at) => /^(CMD|ENTRYPOINT|HEALTHCHECK)$/.test(one.name) && same(before.toSpliced(at, 1), after)),
  'df/next-hostname': oneMore('HOSTNAME=0.0.0.0'),
  'df/uv-link-mode': oneMore('UV_LINK_MODE=copy'),
}

/** An instruction more, which sets that. */
function oneMore(rest: string): (before: readonly Meant[], after: readonly Meant[]) => boolean {
  return (before, after) => after.some((one, at) => one.name === 'ENV' && one.rest === rest && same(after.toSpliced(at, 1), before))
}

/** A script in quotes is a word of its command, and its own commands stand beside it: that word differs with them. */
function inOneCommand(before: Meant, after: Meant, check: (old: string[], now: string[]) => boolean): boolean {
  if (before.name !== 'RUN' || before.commands.length !== after.commands.length || !same(before.flags, after.flags)) return false
  const isScript = (old: string[], now: string[]): boolean => old.length === now.length && old.every((word, at) => word === now[at] || word.includes(' '))
  const differing = before.commands.flatMap((old, at) => (same(old, after.commands[at]!) || isScript(old, after.commands[at]!) ? [] : [at]))
  return differing.length === 1 && check(before.commands[differing[0]!]!, after.commands[differing[0]!]!)
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
