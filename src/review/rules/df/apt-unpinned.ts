import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import type { Instruction } from '../../model/instructions.ts'

export const aptUnpinned: DockerfileRule = {
  id: 'df/apt-unpinned',
  severity: 'improvement',
  strict: true,
  reads: 'dockerfile',
  title: 'A package of the distribution without a version',
  why: 'Two builds may install two versions. Mind that mirrors keep only the newest one: a version that is written out breaks the build with the next security fix.',
  fix: 'name=version, where somebody keeps them up to date; else leave it, and pin the base image by its digest.',
  sources: ['DL3008', 'DL3018', 'DL3033', 'DL3041'],
  *find(view) {
    for (const { run, install } of view.file.stages.flatMap((stage) => installsIn(stage.instructions))) {
      if (install.by !== 'apt' && install.by !== 'apk' && install.by !== 'dnf') continue
      const named = install.packages.flatMap(({ text }) => listIn(run, text))
      const open = named.filter((text) => !/[=$~<>]|^[./]|\.(deb|rpm|apk)$|:\/\//.test(text))
      if (open[0]) yield { ...at(view, install.command), message: `${open.slice(0, 4).join(', ')}${open.length > 4 ? ' …' : ''}: whatever the mirror has.` }
    }
  },
  examples: {
    bad: [
      { text: 'FROM debian:trixie-slim\nRUN apt-get install -y git\n', line: 2 },
      { text: 'FROM alpine:3.23\nRUN apk add --no-cache \\\n  curl=8.1.0-r0 git\n', line: 2 },
      { text: 'FROM debian:trixie-slim\nRUN DEPS=" \\\n    gcc \\\n    git=1:2 \\\n  " && apt-get install -y $DEPS\n', line: 5 },
    ],
    good: [
      { text: 'FROM debian:trixie-slim\nRUN apt-get install -y git=1:2.47.3-0+deb13u1\n' },
      { text: 'FROM alpine:3.23\nRUN apk add --no-cache ./mine.apk\n' },
    ],
  },
}

/** The words of a list that the same RUN writes into a variable; else the text itself. */
function listIn({ rest }: Instruction, text: string): string[] {
  const [, name] = /^\$\{?(\w+)\}?$/.exec(text) ?? []
  const list = name === undefined ? undefined : new RegExp(`(?:^|[\\s;&])${name}=(["'])([^"'$]*)\\1`).exec(rest.text)?.[2]
  return list === undefined ? [text] : list.split(/[\s\\]+/).filter((one) => one !== '')
}
