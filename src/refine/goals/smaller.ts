import type { Goal } from '../contract.ts'
import { leaveOut } from '../mends/ignore-file.ts'
import { withoutRecommends } from '../mends/no-recommends.ts'

export const smaller: Goal = {
  name: 'smaller',
  title: 'an image that is moved and started sooner',
  takes: [
    { rule: 'df/full-base', effect: 'several hundred MB less', beside: true },
    { rule: 'df/single-stage', effect: 'no compiler, no installer in the image', beside: true },
    { rule: 'di/missing', effect: 'what no image needs stays out of it', mend: leaveOut },
    { rule: 'di/no-git', effect: 'history and modules of your machine stay out of it' },
    { rule: 'di/anchored-pattern', effect: 'left out in every folder' },
    { rule: 'df/apt-lists', effect: '20 MB or more less' },
    { rule: 'df/apt-no-install-recommends', effect: 'often half of the packages', mend: withoutRecommends },
    { rule: 'df/libpq-unneeded', effect: 'a library that nothing uses is gone' },
    { rule: 'df/libc6-compat', effect: 'a library that nothing uses is gone' },
    { rule: 'df/apk-no-cache', effect: '2 MB less' },
    { rule: 'df/uv-no-cache-mount', effect: 'no second copy of every package' },
    { rule: 'df/npm-omit-dev-before-build', effect: 'production without what only builds' },
  ],
  notes: [
    'Without the debug symbols of compiled Python packages, often a third of them: create-dockerize --symbols cut writes such an image.',
    'Without a shell: create-dockerize --base distroless writes such a Python image, where nothing of the system is needed.',
  ],
}
