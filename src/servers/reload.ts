import type { UnitFacts } from '../detect/facts.ts'
import type { CommandPlan } from '../stacks/contract.ts'
import { packageRoots } from './mirror.ts'

/** Restarts a program when its source changes. PyPI, watchfiles. */
const watchfiles = 'watchfiles==1.3.0'

/**
 * What development runs where the program cannot reload itself. watchfiles takes the command as one text, and splits it as a shell would.
 * @param folder that is watched.
 */
export function restarted(unit: UnitFacts, argv: readonly string[], folder = '.'): Pick<CommandPlan, 'develop' | 'developAdds'> {
  const { python } = unit
  const there = python?.dependencies.some((one) => one.name === 'watchfiles') || python?.locked.includes('watchfiles')
  return {
    develop: ['watchfiles', '--filter', 'python', argv.map(word).join(' '), folder, ...packageRoots(unit)],
    ...(there ? {} : { developAdds: [watchfiles] }),
  }
}

function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`
}
