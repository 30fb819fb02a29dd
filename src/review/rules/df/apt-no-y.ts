import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { putAfter } from '../../model/edits.ts'

/** Something says yes to all that is asked. */
const answered = /\byes[ \t]*\|/

export const aptNoYes: DockerfileRule = {
  id: 'df/apt-no-y',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'apt asks, and nobody answers',
  why: 'Nobody is there to say yes: the build ends.',
  fix: 'apt-get install -y',
  sources: ['DL3014', 'DS-0021'],
  *find(view) {
    if (/Assume-Yes/i.test(view.text)) return
    for (const { run, install } of view.file.stages.flatMap((stage) => installsIn(stage.instructions))) {
      if (install.by !== 'apt' || install.packages.length === 0 || install.says('-y', '--yes', '--assume-yes', '-qq', '--force-yes')) continue
      const quiet = install.options.filter((word) => word.text === '-q').length > 1 || install.says('--quiet=2', '-q=2')
      if (quiet || answered.test(run.rest.text)) continue
      yield { ...at(view, install.command), message: 'apt-get waits for a yes.', edits: putAfter(view, install.verb, ' -y') }
    }
  },
  examples: {
    bad: [
      { text: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install git\n', line: 2 },
      { text: 'FROM debian:trixie-slim\nRUN apt-get update \\\n && apt-get install --no-install-recommends \\\n  git\n', line: 3 },
    ],
    good: [
      { text: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get -qy install git\n' },
      { text: 'FROM debian:trixie-slim\nRUN apt-get install -qq git && yes | apt-get install curl\n' },
    ],
  },
}
