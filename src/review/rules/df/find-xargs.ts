import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn } from '../../model/dockerfile.ts'
import type { Command } from '../../model/shell.ts'

export const findXargs: DockerfileRule = {
  id: 'df/find-xargs',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'xargs splits the names of files at blanks',
  why: 'find writes one name a line and xargs takes each word for one: "my file" becomes two files that are not there, or two others.',
  fix: 'find … -exec … {} +; or find … -print0 | xargs -0.',
  sources: ['SC2038'],
  *find(view) {
    for (const run of view.file.instructions.filter((one) => one.name === 'RUN')) {
      const commands = commandsIn(run)
      for (const [index, command] of commands.entries()) {
        const next = commands[index + 1]
        if (command.name !== 'find' || command.operator !== '|' || next?.name !== 'xargs') continue
        if (splitsOtherwise(next)) continue
        if (command.words.some(({ text }) => text === '-print0' || text === '-printf')) continue
        yield { ...at(view, next), message: 'A blank in a name that find writes makes two names of it.' }
      }
    }
  },
  examples: {
    bad: [
      { text: "FROM debian:trixie-slim\nRUN find /usr/lib -name '*.a' | xargs -n 9 rm -fd\n", line: 2 },
      { text: 'FROM python:3.13-slim-trixie\nRUN set -e; \\\n  find . -type f |\\\n  xargs chmod 644\n', line: 4 },
    ],
    good: [
      { text: "FROM debian:trixie-slim\nRUN find /usr/lib -name '*.a' -print0 | xargs -0r rm -f\n" },
      { text: 'FROM debian:trixie-slim\nRUN find . -type f -exec chmod 644 {} + && cat names | xargs rm\n' },
      { text: 'FROM debian:trixie-slim\nRUN find . -type d | xargs -I{} chmod 755 {}\n' },
    ],
  },
}

/** Its own options stand in front of the command that it runs. */
function splitsOtherwise({ words }: Command): boolean {
  const own = words.slice(1)
  const end = own.findIndex(({ text }) => !/^-|^\d+$/.test(text))
  return (end < 0 ? own : own.slice(0, end)).some(({ text }) => /^-[a-zA-Z]*[0dIi]|^--(null|delimiter|replace)/.test(text))
}
