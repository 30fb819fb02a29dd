import { isRecord } from '../../../validate/compose.ts'
import type { ComposeRule } from '../../contract.ts'
import { placeIn } from '../../model/service.ts'

/** What small servers and laptops have. */
const usual = 2

export const limitTooHigh: ComposeRule = {
  id: 'dc/limit-too-high',
  severity: 'improvement',
  reads: 'compose',
  title: 'A limit above what the machine may have',
  why: 'Docker refuses to start a container with more processors than the machine has: "range of CPUs is from 0.01 to …".',
  fix: 'A variable with a modest default: cpus: "${WEB_CPUS:-1.0}".',
  sources: [],
  *find(view) {
    for (const { name, own } of view.compose.services) {
      const limits = isRecord(own.deploy) && isRecord(own.deploy.resources) && isRecord(own.deploy.resources.limits) ? own.deploy.resources.limits : {}
      const [value, keys] = limits.cpus === undefined ? [own.cpus, ['cpus']] : [limits.cpus, ['deploy', 'resources', 'limits', 'cpus']]
      if (Number(value) > usual)
        yield { ...placeIn(view, name, ...keys), message: `${name} does not start on a machine with fewer than ${Number(value)} processors.` }
    }
  },
  examples: {
    bad: [
      { text: "services:\n  web:\n    image: web:1\n    deploy:\n      resources:\n        limits:\n          cpus: '4'\n", line: 7 },
      { text: 'services:\n  web:\n    image: web:1\n    cpus: 8\n', line: 4 },
    ],
    good: [
      { text: 'services:\n  web:\n    image: web:1\n    cpus: "1.5"\n' },
      { text: 'services:\n  web:\n    image: web:1\n    deploy: {resources: {limits: {cpus: "${CPUS:-1}"}}}\n' },
    ],
  },
}
