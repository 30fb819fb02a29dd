import { expect, test } from 'vitest'
import type { GoalName } from '../../src/refine/contract.ts'
import { goalOf } from '../../src/refine/goals/index.ts'

/** What each goal is at least about: the rules without which it would be another goal. */
const cases: [leaf: string, goal: GoalName, rules: string[]][] = [
  ['smaller: several stages', 'smaller', ['df/single-stage']],
  ['smaller: a slim base', 'smaller', ['df/full-base']],
  ['smaller: nothing left of installing', 'smaller', ['df/apt-lists', 'df/apt-no-install-recommends', 'df/apk-no-cache', 'df/npm-omit-dev-before-build']],
  ['faster: caches that are mounted', 'faster', ['df/uv-no-cache-mount', 'df/apt-cache-mount']],
  ['faster: dependencies before code', 'faster', ['df/deps-after-source', 'df/project-install-before-source']],
  ['security: a user of its own', 'security', ['df/no-root-user', 'df/numeric-user', 'dc/user-root']],
  ['security: no secret in the image', 'security', ['df/secret-in-env-arg', 'df/secret-in-run', 'df/secret-file-copied', 'di/no-secrets']],
  ['ci: build arguments', 'ci', ['df/version-arg']],
  ['ci: caches', 'ci', ['ci/build-cache', 'df/uv-no-cache-mount']],
  ['production: health checks', 'production', ['df/healthcheck-missing', 'df/healthcheck-start-period', 'dc/depends-no-healthcheck']],
  ['production: logs', 'production', ['df/unbuffered-logs', 'dc/logging']],
  ['production: signals', 'production', ['df/shell-form-cmd', 'dc/init-true']],
]
test.each(cases)('%s', (_, goal, rules) => {
  const taken = goalOf(goal).takes.map((take) => take.rule)
  expect(rules.filter((rule) => !taken.includes(rule))).toEqual([])
})

test.each(['smaller', 'security'] as const)('%s: a base without a shell is named, since it is a person who decides that', (goal) => {
  expect(goalOf(goal).notes.join('\n')).toContain('--base distroless')
})
