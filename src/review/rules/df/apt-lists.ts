import { at, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { commandsIn, lineage } from '../../model/dockerfile.ts'
import { newlineOf } from '../../model/edits.ts'
import type { Instruction } from '../../model/instructions.ts'
import { commandsOf } from '../../model/shell.ts'

export const aptLists: DockerfileRule = {
  id: 'df/apt-lists',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'The package lists stay in the image',
  why: 'Some 20 to 40 MB that nothing reads again, and that are old tomorrow.',
  fix: '&& rm -rf /var/lib/apt/lists/* at the end of the same RUN.',
  sources: ['DL3009'],
  *find(view) {
    if (!view.final) return
    for (const run of lineage(view.final).flatMap((stage) => stage.instructions.filter((one) => one.name === 'RUN'))) {
      const commands = commandsIn(run)
      const update = commands.find(({ name, words }) => /^(apt|apt-get)$/.test(name) && words.some((word) => word.text === 'update'))
      if (
        !update ||
        commands.some(
          ({ name, words }) =>
            (name === 'rm' || name === 'find') && words.some((word) => /^\/var\/(lib\/?(apt\/?(lists\/?.*)?)?)?$|^\/var\/lib\/apt/.test(word.text)),
        )
      )
        continue
      if (run.flags.some((flag) => flag.name === 'mount' && /\/var\/lib\/apt/.test(flag.value))) continue
      yield {
        ...at(view, update),
        message: 'The lists stay in this layer, 20 MB or more.',
        edits: canGoOn(view, run) ? [{ from: run.to, to: run.to, text: ` ${view.file.escape}${newlineOf(view)}    && rm -rf /var/lib/apt/lists/*` }] : [],
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends git\n', line: 2 },
      { text: 'FROM debian:trixie-slim\nRUN <<EOF\napt-get update\napt-get install -y git\napt-get clean\nEOF\n', line: 3 },
    ],
    good: [
      { text: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*\n' },
      { text: 'FROM debian:trixie-slim\nRUN --mount=type=cache,target=/var/lib/apt,sharing=locked apt-get update && apt-get install -y git\n' },
      { text: 'FROM debian:trixie-slim AS builder\nRUN apt-get update && apt-get install -y gcc\nFROM debian:trixie-slim\nCOPY --from=builder /a /a\n' },
    ],
  },
}

/** A plain script that a further command may follow: no list, no text below it, nothing open at its end, no comment that would swallow it. */
function canGoOn({ text, file }: DockerfileView, run: Instruction): boolean {
  const written = text.slice(run.from, run.to).trimEnd()
  if (run.heredocs.length > 0 || run.exec || /[|;&(]\s*$|#/.test(run.rest.text) || written.endsWith(file.escape)) return false
  const longer = commandsOf({ text: `${run.rest.text} && rm`, offsetOf: (index) => index })
  return longer.at(-1)?.name === 'rm'
}
