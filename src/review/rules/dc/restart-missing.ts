import type { Service } from '../../model/compose.ts'
import { isRecord } from '../../../validate/compose.ts'
import type { ComposeRule, ComposeView } from '../../contract.ts'
import { everywhere, isForDevelopment, isOnDemand, isOneShot, placeIn } from '../../model/service.ts'

export const restartMissing: ComposeRule = {
  id: 'dc/restart-missing',
  severity: 'improvement',
  reads: 'compose',
  title: 'A service that ends stays down',
  why: 'After a crash, or a restart of the machine, it is simply gone.',
  fix: 'restart: unless-stopped; "no" for what is meant to end.',
  sources: ['CIS 5.15'],
  *find(view) {
    const open = withoutRestart(view)
    if (open[0]) yield { ...placeIn(view, open[0].name), message: `${open.map((one) => one.name).join(', ')}: not started again after a crash.` }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    image: web:1\n', line: 2 },
      {
        text: 'services:\n  migrate:\n    image: web:1\n  web:\n    image: web:1\n    depends_on:\n      migrate: {condition: service_completed_successfully}\n',
        line: 4,
      },
    ],
    good: [
      { text: 'x-s: &s\n  restart: unless-stopped\nservices:\n  web:\n    <<: *s\n    image: web:1\n' },
      {
        text: 'services:\n  web:\n    image: web:1\n    deploy:\n      restart_policy: {condition: any}\n  psql:\n    image: postgres:18\n    profiles: [tools]\n',
      },
    ],
  },
}

/** Services that stay down once they have ended. */
export function withoutRestart(view: ComposeView): readonly Service[] {
  if (view.compose.base || isForDevelopment(view.path)) return []
  return view.compose.services.filter(
    (one) =>
      !isOneShot(view.compose, one.name) &&
      !isOnDemand(one) &&
      !everywhere(view.compose, one.name).some(
        (values) => values.restart !== undefined || (isRecord(values.deploy) && values.deploy.restart_policy !== undefined),
      ),
  )
}
