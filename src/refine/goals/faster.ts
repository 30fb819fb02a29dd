import type { Goal } from '../contract.ts'
import { mountCache } from '../mends/cache-mount.ts'
import { dependenciesFirst } from '../mends/dependencies-first.ts'
import { leaveOut } from '../mends/ignore-file.ts'

export const faster: Goal = {
  name: 'faster',
  title: 'builds that do again only what changed',
  takes: [
    { rule: 'di/missing', effect: 'less to send, and fewer reasons to build again', mend: leaveOut },
    { rule: 'di/no-git', effect: 'a commit alone builds nothing anew' },
    { rule: 'df/deps-after-source', effect: 'a changed line of code installs nothing', mend: dependenciesFirst },
    { rule: 'df/uv-no-cache-mount', effect: 'a changed dependency downloads that one alone', mend: mountCache },
    { rule: 'df/apt-cache-mount', effect: 'a cache that holds something' },
    { rule: 'df/uv-frozen', effect: 'no surprise from a lock that is out of date' },
    { rule: 'df/npm-install', effect: 'installs what the lock says, without asking the registry' },
    { rule: 'df/project-install-before-source', effect: 'dependencies in a layer of their own' },
    { rule: 'df/alpine-python-wheels', effect: 'wheels in place of compiling' },
  ],
  notes: [],
}
