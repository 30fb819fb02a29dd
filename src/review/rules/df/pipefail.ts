import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn, lineage } from '../../model/dockerfile.ts'
import { partOf, type LogicalText } from '../../model/logical-text.ts'
import { commandsOf, type Command } from '../../model/shell.ts'

export const pipefail: DockerfileRule = {
  id: 'df/pipefail',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'A failure in front of a pipe is not seen',
  why: 'The shell looks at the last command alone: a download that breaks off goes on as if it were whole.',
  fix: 'set -o pipefail first (SHELL ["/bin/bash", "-o", "pipefail", "-c"]; Debian\'s sh has it from trixie on), or without a pipe.',
  sources: ['DL4006'],
  *find(view) {
    for (const stage of view.file.stages) {
      // Their shells have no such option, or are not known.
      if (stage.base?.distribution === 'alpine') continue
      for (const run of stage.instructions) {
        if (run.name !== 'RUN' || run.exec) continue
        const commands = commandsIn(run)
        const piped = [...commands, ...assigned(run.rest)].find((one) => one.operator === '|')
        if (!piped || commands.some((one) => one.name === 'set' && one.words.some((word) => /pipefail/.test(word.text)))) continue
        const shells = lineage(stage).flatMap((one) => one.instructions.filter((instruction) => instruction.name === 'SHELL'))
        if (shells.some((one) => /pipefail|pwsh|powershell/i.test(one.rest.text)) || /pipefail/.test(run.heredocs[0]?.body.text ?? run.rest.text)) continue
        yield { ...at(view, piped), message: `Where ${piped.name} fails, the build goes on.` }
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM debian:trixie-slim\nRUN curl -fsSL https://example.com/a.tgz | tar xz\n', line: 2 },
      {
        text: 'FROM debian:trixie-slim\nSHELL ["/bin/bash", "-c"]\nRUN apt-get update \\\n  && wget -qO- https://example.com/key | gpg --dearmor -o /k\n',
        line: 4,
      },
      { text: 'FROM debian:trixie-slim\nRUN set -e; \\\n  URL=$(curl -s https://example.com/ | grep -o "https[^ ]*"); curl -O "$URL"\n', line: 3 },
    ],
    good: [
      { text: 'FROM debian:trixie-slim\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl -fsSL https://example.com/a.tgz | tar xz\n' },
      { text: 'FROM debian:trixie-slim\nRUN test -f a || echo "a | b"\n' },
    ],
  },
}

/** What runs in `NAME=$(…)`: an assignment fails where that does; anywhere else nobody asks how it ended. */
function assigned(script: LogicalText): Command[] {
  return [...script.text.matchAll(/(?<=(?:^|[\s;&])\w+=["']?\$\()[^()]*(?=\))/g)].flatMap(({ index, 0: inner }) =>
    commandsOf(partOf(script, index, index + inner.length)),
  )
}
