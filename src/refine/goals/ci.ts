import type { Goal } from '../contract.ts'
import { mountCache } from '../mends/cache-mount.ts'
import { dependenciesFirst } from '../mends/dependencies-first.ts'
import { leaveOut } from '../mends/ignore-file.ts'

export const ci: Goal = {
  name: 'ci',
  title: 'the same image by a machine, with its tests',
  takes: [
    { rule: 'ci/build-cache', effect: 'a run builds what changed' },
    { rule: 'df/version-arg', effect: 'one file for every version of a matrix' },
    { rule: 'di/missing', effect: 'the same context on every machine', mend: leaveOut },
    { rule: 'df/deps-after-source', effect: 'dependencies come from the cache', mend: dependenciesFirst },
    { rule: 'df/uv-no-cache-mount', effect: 'a changed dependency downloads that one alone', mend: mountCache },
    { rule: 'df/uv-frozen', effect: 'a lock that is out of date fails the run' },
    { rule: 'df/npm-install', effect: 'the same packages on every machine' },
    { rule: 'df/requirements-open', effect: 'the same packages tomorrow' },
    { rule: 'df/base-image-latest', effect: 'the same base tomorrow' },
    { rule: 'df/base-image-untagged', effect: 'the same base tomorrow' },
    { rule: 'df/copy-from-latest', effect: 'the same tools tomorrow' },
    { rule: 'df/single-stage', effect: 'a target testing that runs the tests', beside: true },
    { rule: 'ci/permissions', effect: 'a token that may do what it has to' },
    { rule: 'ci/action-outdated', effect: 'actions that runners still run' },
    { rule: 'ci/compose-obsolete', effect: 'commands that are still there' },
    { rule: 'ci/action-unpinned', effect: 'actions that stay what they are' },
    { rule: 'ci/push-on-pr', effect: 'nothing unread is published' },
    { rule: 'ci/scan-tag-mismatch', effect: 'what is scanned is what is pushed' },
  ],
  notes: [],
}
