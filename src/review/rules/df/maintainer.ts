import { at, type DockerfileRule } from '../../contract.ts'

export const maintainer: DockerfileRule = {
  id: 'df/maintainer',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'MAINTAINER is no instruction any more',
  why: 'BuildKit warns of it; labels are what registries read.',
  fix: 'LABEL org.opencontainers.image.authors="…"',
  sources: ['DL4000', 'CKV_DOCKER_6', 'DS-0022', 'MaintainerDeprecated'],
  *find(view) {
    for (const one of view.file.instructions) {
      if (one.name !== 'MAINTAINER') continue
      const [first] = one.words
      const name = one.rest.text.trim()
      const plain = first && one.line === one.endLine && !/["'\\$`]/.test(name)
      yield {
        ...at(view, one),
        message: 'MAINTAINER is deprecated.',
        edits: plain ? [{ from: one.keyword.from, to: one.words.at(-1)!.to, text: `LABEL org.opencontainers.image.authors="${name}"` }] : [],
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM debian:trixie-slim\nMAINTAINER Some One <some@example.com>\n', line: 2 },
      { text: 'FROM debian:trixie-slim\nUSER 10001\nmaintainer "Some One"\n', line: 3 },
    ],
    good: [
      { text: 'FROM debian:trixie-slim\nLABEL org.opencontainers.image.authors="Some One"\n' },
      { text: 'FROM debian:trixie-slim\n# MAINTAINER nobody\nUSER 10001\n' },
    ],
  },
}
