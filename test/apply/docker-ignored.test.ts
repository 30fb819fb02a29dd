import { expect, it } from 'vitest'
import { changes } from '../../src/apply/index.ts'

it.each([
  ['docs\n', 'docs\n.env\n.secrets\n'],
  ['*\n!src\n', null],
  ['.*\n', null],
  ['**/.env*\n**/.secrets/\n', null],
  ['*.env\n', '*.env\n.secrets\n'],
  // Let in by name: a person's choice.
  ['.secrets\n!.env\n', null],
  // The last rule that fits wins.
  ['*\n!.*\n', null],
])('a .dockerignore %j that is to leave two entries out', async (before, after) => {
  const file = { path: '.dockerignore', text: '.env\n.secrets\n', mode: 0o644, kind: 'lines' } as const
  const [change] = await changes([file], { root: '/nowhere' }, null, 'fail', { look: () => ({ kind: 'text', text: before }) })
  expect(change).toMatchObject(after === null ? { action: 'identical' } : { action: 'merge', after })
})
