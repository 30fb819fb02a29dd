import { onConflicts } from '../apply/changes.ts'
import type { Flag } from '../flags.ts'

/** How a run goes about it, and what it says. */
export const runFlags: readonly Flag[] = [
  { name: 'yes', short: 'y', value: 'switch', group: 'writing', help: 'take what was detected and the defaults, ask nothing' },
  { name: 'no-interactive', value: 'switch', group: 'writing', help: 'never prompt (as without a terminal, with CI set, or run by an agent)' },
  { name: 'dry-run', short: 'n', value: 'switch', group: 'writing', help: 'write nothing; say what each file would become' },
  { name: 'diff', value: 'switch', group: 'writing', help: 'show the changes as unified diffs' },
  { name: 'exit-code', value: 'switch', group: 'writing', help: 'with --dry-run: exit 1 if anything would change' },
  {
    name: 'on-conflict',
    value: 'text',
    placeholder: 'how',
    group: 'writing',
    oneOf: () => Promise.resolve(onConflicts),
    help: 'where your edit and ours touch the same lines: keep, theirs, markers or fail (default: fail, nothing is written)',
  },
  { name: 'fix', value: 'switch', group: 'writing', help: 'with check: write what differs' },
  { name: 'validate', value: 'onOff', group: 'writing', help: 'check what was written, across files and by docker where it is found; on' },

  { name: 'junit', value: 'switch', group: 'writing', help: 'with verify: the result as JUnit XML' },

  { name: 'json', value: 'switch', group: 'output', help: 'the result as JSON' },
  { name: 'quiet', value: 'switch', group: 'output', help: 'only errors' },
  { name: 'cwd', value: 'text', placeholder: 'dir', group: 'output', help: 'the folder to start from' },
  { name: 'help', short: 'h', value: 'switch', group: 'output', help: 'this text' },
  { name: 'version', short: 'v', value: 'switch', group: 'output', help: 'the version' },
]
