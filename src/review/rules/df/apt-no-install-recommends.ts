import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'

export const aptNoInstallRecommends: DockerfileRule = {
  id: 'df/apt-no-install-recommends',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'apt installs what is only recommended too',
  why: 'Recommended packages often weigh more than what was asked for: documentation, mail servers, Python.',
  fix: 'apt-get install -y --no-install-recommends, and name what is really needed of the rest (ca-certificates for git and curl).',
  sources: ['DL3015', 'DS-0029'],
  *find(view) {
    if (view.text.includes('Install-Recommends')) return
    for (const { install } of view.file.stages.flatMap((stage) => installsIn(stage.instructions)))
      if (install.by === 'apt' && !install.says('--no-install-recommends') && install.packages.length > 0)
        yield {
          ...at(view, install.command),
          message: `${install.packages[0]!.text}${install.packages.length > 1 ? ' and the others come' : ' comes'} with everything that is recommended beside.`,
        }
  },
  examples: {
    bad: [
      { text: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y git\n', line: 2 },
      { text: 'FROM debian:trixie-slim\nRUN apt-get update \\\n    # fetchers\n    && apt-get install -y \\\n      curl wget\n', line: 4 },
    ],
    good: [
      { text: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends git\n' },
      { text: 'FROM debian:trixie-slim\nRUN apt-get -o APT::Install-Recommends=false install -y git\n' },
    ],
  },
}
