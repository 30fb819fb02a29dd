import { recogniseDjango } from '../detect/apps/django.ts'
import { asgiCommand } from '../servers/asgi.ts'
import { routeProbe } from '../servers/route-probe.ts'
import { wsgiCommand } from '../servers/wsgi.ts'
import type { AssetsPlan, CommandPlan, Probe, Stack, StackInput } from './contract.ts'

export const django: Stack = {
  id: 'django',
  title: 'Django',
  language: 'python',
  role: 'web',
  kind: 'web',
  distributions: ['django'],
  defaultPort: 8000,
  startPeriodSeconds: 20,
  asks: ['entrypoint'],
  recognise: recogniseDjango,
  command,
  probe,
  tasks: () => [],
  assets,
  healthRoute: 'path("health/", lambda request: HttpResponse("ok"))',
  testCommand: ({ facts }) => ['python', facts.details['manage'] ?? 'manage.py', 'test'],
}

function command({ facts, answers }: StackInput): CommandPlan {
  const { details } = facts
  const port = answers.port ?? 8000
  // Django's own server reloads, and serves static files as they are.
  const develop = ['python', details['manage'] ?? 'manage.py', 'runserver', `0.0.0.0:${port}`]
  const served =
    details['protocol'] === 'asgi' ? { ...asgiCommand(facts, answers.entrypoint, port), develop } : wsgiCommand(facts, answers.entrypoint, port, develop)
  const settings = details['settings']
  const inDevelopment = details['developSettings']
  if (settings === undefined) return served
  return { ...served, fixed: [{ name: 'DJANGO_SETTINGS_MODULE', value: settings, ...(inDevelopment === undefined ? {} : { develop: inDevelopment }) }] }
}

function probe(unit: StackInput): Probe {
  const asked = routeProbe(unit)
  const host = unit.facts.details['host']
  return asked.kind === 'http' && host !== undefined ? { ...asked, host } : asked
}

/** Static files of all apps in one folder, which production's server or a middleware sends. */
function assets({ facts }: StackInput): AssetsPlan | null {
  const { manage, staticRoot, settings } = facts.details
  if (manage === undefined || staticRoot === undefined) return null
  return {
    title: 'Static files of all apps in one place; the values are for this command alone.',
    run: ['python', manage, 'collectstatic', '--noinput'],
    environment: settings === undefined ? [] : [{ name: 'DJANGO_SETTINGS_MODULE', value: settings }],
    makes: [staticRoot],
  }
}
