import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn } from '../../model/dockerfile.ts'

export const sudo: DockerfileRule = {
  id: 'df/sudo',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'sudo in a build',
  why: 'A build is root until USER says otherwise; sudo in the image is one more way back to root.',
  fix: 'Run it before USER, or between USER root and USER again.',
  sources: ['DL3004', 'DS-0010', 'CKV2_DOCKER_1'],
  *find(view) {
    for (const run of view.file.instructions.filter((one) => one.name === 'RUN')) {
      const before = commandsIn(run).flatMap((command) => command.before.filter((word) => word.text === 'sudo'))
      if (before[0]) yield { ...at(view, before[0]), message: 'sudo changes nothing where root builds, and has no place where it does not.' }
    }
  },
  examples: {
    bad: [
      { text: 'FROM debian:trixie-slim\nRUN sudo apt-get update\n', line: 2 },
      { text: 'FROM debian:trixie-slim\nRUN <<EOF\nset -e\nFOO=1 sudo -E make install\nEOF\n', line: 4 },
    ],
    good: [{ text: 'FROM debian:trixie-slim\nRUN apt-get update\n' }, { text: 'FROM debian:trixie-slim\nRUN echo "no sudo here" > /etc/motd\n' }],
  },
}
