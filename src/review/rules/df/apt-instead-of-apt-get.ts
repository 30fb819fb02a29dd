import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn } from '../../model/dockerfile.ts'
import { putFor } from '../../model/edits.ts'

export const aptInsteadOfAptGet: DockerfileRule = {
  id: 'df/apt-instead-of-apt-get',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'apt, which is made for people',
  why: 'It says itself that it has no stable interface for scripts: its options and questions may change with any release.',
  fix: 'apt-get',
  sources: ['DL3027', 'CKV_DOCKER_9'],
  *find(view) {
    for (const run of view.file.instructions.filter((one) => one.name === 'RUN'))
      for (const { name, words } of commandsIn(run)) {
        const [program, ...rest] = words
        if (name !== 'apt' || !rest.some((word) => /^(update|install|upgrade|remove|purge|autoremove|clean)$/.test(word.text))) continue
        yield {
          ...at(view, program!),
          message: 'apt has no stable interface for scripts.',
          edits: program!.text === 'apt' ? putFor(view, program!, 'apt-get') : [],
        }
      }
  },
  examples: {
    bad: [
      { text: 'FROM debian:trixie-slim\nRUN apt update && apt-get install -y git\n', line: 2 },
      { text: 'FROM debian:trixie-slim\nRUN <<EOF\nDEBIAN_FRONTEND=noninteractive apt install -y git\nEOF\n', line: 3 },
    ],
    good: [
      { text: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y git\n' },
      { text: 'FROM debian:trixie-slim\nRUN rm -rf /var/lib/apt && ls /etc/apt\n' },
    ],
  },
}
