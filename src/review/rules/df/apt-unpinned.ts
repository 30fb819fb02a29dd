import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'

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
    for (const { install } of view.file.stages.flatMap((stage) => installsIn(stage.instructions))) {
      if (install.by !== 'apt' && install.by !== 'apk' && install.by !== 'dnf') continue
      const open = install.packages.filter(({ text }) => !/[=$~<>]|^[./]|\.(deb|rpm|apk)$|:\/\//.test(text))
      if (open[0])
        yield {
          ...at(view, install.command),
          message: `${open
            .map((word) => word.text)
            .slice(0, 4)
            .join(', ')}${open.length > 4 ? ' …' : ''}: whatever the mirror has.`,
        }
    }
  },
  examples: {
    bad: [
      { text: 'FROM debian:trixie-slim\nRUN apt-get install -y git\n', line: 2 },
      { text: 'FROM alpine:3.23\nRUN apk add --no-cache \\\n  curl=8.1.0-r0 git\n', line: 2 },
    ],
    good: [
      { text: 'FROM debian:trixie-slim\nRUN apt-get install -y git=1:2.47.3-0+deb13u1\n' },
      { text: 'FROM alpine:3.23\nRUN apk add --no-cache ./mine.apk\n' },
    ],
  },
}
