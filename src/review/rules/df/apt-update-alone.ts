import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn } from '../../model/dockerfile.ts'

export const aptUpdateAlone: DockerfileRule = {
  id: 'df/apt-update-alone',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'The package list is fetched in a layer of its own',
  why: 'That layer is cached for weeks while packages move on: a later install asks for files that are gone, or takes old ones.',
  fix: 'One RUN: apt-get update && apt-get install …',
  sources: ['CKV_DOCKER_5', 'DS-0017', 'CIS 4.7'],
  *find(view) {
    for (const run of view.file.instructions.filter((one) => one.name === 'RUN')) {
      const commands = commandsIn(run)
      const update = commands.find(({ name, words }) => (name === 'apt-get' || name === 'apt') && words.some((word) => word.text === 'update'))
      if (
        !update ||
        commands.some((command) =>
          usesList(
            command.name,
            command.words.map((word) => word.text),
          ),
        )
      )
        continue
      yield { ...at(view, update), message: 'This list is old by the time something is installed from it.' }
    }
  },
  examples: {
    bad: [
      { text: 'FROM debian:trixie-slim\nRUN apt-get update\nRUN apt-get install -y git\n', line: 2 },
      { text: 'FROM debian:trixie-slim\nRUN set -eux; \\\n    apt-get -qq update\n', line: 3 },
    ],
    good: [
      { text: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y git\n' },
      { text: 'FROM debian:trixie-slim\nRUN apt-get update && ./install-packages.sh\n' },
    ],
  },
}

/** Installs, or calls something that may. */
function usesList(name: string, words: readonly string[]): boolean {
  if (/^(apt|apt-get|aptitude)$/.test(name))
    return words.some((word) => /^(install|upgrade|dist-upgrade|full-upgrade|build-dep|download|satisfy|\$)/.test(word))
  return !/^(set|echo|rm|cd|mkdir|export|true|apt-key|add-apt-repository|dpkg|sed|touch|ls|cat|curl|wget|tee|printf)$/.test(name)
}
