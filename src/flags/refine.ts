import type { Flag } from '../flags.ts'
import { goalNames } from '../refine/contract.ts'

/** What the files are changed for, and how much of it. */
export const refineFlags: readonly Flag[] = [
  {
    name: 'goal',
    value: 'text',
    placeholder: 'goal',
    group: 'refine',
    oneOf: () => Promise.resolve(goalNames),
    help: 'smaller, faster, security, ci or production',
  },
  { name: 'write', value: 'switch', group: 'refine', help: 'write the changes; else they are only shown' },
  {
    name: 'accept',
    value: 'list',
    placeholder: 'id',
    group: 'refine',
    oneOf: async () => (await import('../refine/goals/index.ts')).takenRules(),
    help: 'changes that wait for a yes: production, secrets, networks, limits, rights, registry',
  },
]
