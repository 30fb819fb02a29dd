import { at, type DockerfileRule } from '../../contract.ts'

export const healthcheckStartPeriod: DockerfileRule = {
  id: 'df/healthcheck-start-period',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'The health check counts failures from the first second',
  why: 'A program that needs a while to start is called unhealthy before it was ever up.',
  fix: '--start-period=30s --start-interval=1s: no failure counts in that time, and it is known to be ready at once.',
  sources: [],
  *find(view) {
    for (const check of view.file.instructions.filter((one) => one.name === 'HEALTHCHECK')) {
      if (check.words[0]?.text.toUpperCase() === 'NONE') continue
      const period = check.flags.find((flag) => flag.name === 'start-period')
      if (period) {
        const interval = secondsOf(check.flags.find((flag) => flag.name === 'start-interval')?.value ?? '5s')
        const seconds = secondsOf(period.value)
        if (seconds !== null && interval !== null && seconds > 0 && seconds <= interval)
          yield { ...at(view, check), message: `Within a start period of ${period.value} there is one check at most: no failure while it starts is forgiven.` }
        continue
      }
      yield {
        ...at(view, check),
        message: 'No --start-period: failures while it starts count.',
        edits: [{ from: check.keyword.to, to: check.keyword.to, text: ' --start-period=30s' }],
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM nginx:1.29\nHEALTHCHECK CMD curl -f http://127.0.0.1/\n', line: 2 },
      { text: 'FROM nginx:1.29\n\nHEALTHCHECK --interval=5s \\\n  CMD curl -f http://127.0.0.1/\n', line: 3 },
      { text: 'FROM nginx:1.29\nHEALTHCHECK --start-period=5s CMD curl -f http://127.0.0.1/\n', line: 2 },
    ],
    good: [{ text: 'FROM nginx:1.29\nHEALTHCHECK --start-period=10s CMD curl -f http://127.0.0.1/\n' }, { text: 'FROM nginx:1.29\nHEALTHCHECK NONE\n' }],
  },
}

/** `1m30s` in seconds; null: no duration. */
function secondsOf(text: string): number | null {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)]
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 }
  return parts.length === 0 ? null : parts.reduce((sum, [, number, unit]) => sum + Number(number) * units[unit!]!, 0)
}
