import type { ComposeRule } from '../../contract.ts'
import { imageOf, isStore, placeIn, volumesOf } from '../../model/service.ts'

export const readOnlyWithoutTmpfs: ComposeRule = {
  id: 'dc/read-only-no-tmpfs',
  severity: 'critical',
  reads: 'compose',
  title: 'A read-only file system without a place for temporary files',
  why: 'gunicorn, uploads and most libraries want /tmp: they end with "No usable temporary directory".',
  fix: 'tmpfs: [/tmp]',
  sources: ['CIS 5.13'],
  *find(view) {
    for (const { name, own, merged } of view.compose.services) {
      if (own.read_only !== true) continue
      const tmpfs = [merged.tmpfs].flat().some((one) => typeof one === 'string' && /^\/(tmp|var|run)?(:|\/|$)/.test(one))
      const long = Array.isArray(merged.volumes) && merged.volumes.some((one: unknown) => (one as { target?: unknown } | null)?.target === '/tmp')
      if (tmpfs || long || volumesOf(merged).some((one) => one.target === '/tmp')) continue
      const isOurs = merged.build !== undefined
      const image = imageOf(merged)
      // They write to their volume alone.
      if (image && isStore(image)) continue
      yield { ...placeIn(view, name, 'read_only'), severity: isOurs ? 'critical' : 'improvement', message: `${name} cannot write anywhere, not even to /tmp.` }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    build: .\n    read_only: true\n', line: 4 },
      {
        path: 'compose.prod.yaml',
        text: 'services:\n  web:\n    read_only: true\n',
        line: 3,
        beside: { 'compose.yaml': 'services:\n  web:\n    build: .\n    volumes: ["data:/data"]\n' },
      },
    ],
    good: [
      { text: 'services:\n  web:\n    build: .\n    read_only: true\n    tmpfs: /tmp:size=64m\n' },
      { text: 'services:\n  web:\n    build: .\n    read_only: true\n    volumes:\n      - type: tmpfs\n        target: /tmp\n' },
    ],
  },
}
