import type { StackInput } from '../stacks/contract.ts'
import { servedByAsgi } from '../servers/asgi.ts'
import { servedByWsgi } from '../servers/wsgi.ts'
import type { Framework } from './contract.ts'

/** Apps of version 3 speak ASGI, those before it WSGI. */
export const connexion: Framework = {
  id: 'connexion',
  title: 'Connexion',
  distributions: ['connexion'],
  imports: ['connexion'],
  apps: ['connexion.App', 'connexion.FlaskApp', 'connexion.AsyncApp', 'connexion.AioHttpApp'],
  port: 8080,
  startPeriodSeconds: 10,
  command: (unit) => (isBeforeThree(unit) ? servedByWsgi(unit) : servedByAsgi(unit)),
}

function isBeforeThree({ facts }: StackInput): boolean {
  const spec = facts.python?.dependencies.find((one) => one.name === 'connexion')?.spec ?? ''
  return /(^|,)\s*(<\s*3(\.0)*\b|(==|~=|===)\s*[12]\.)/.test(spec)
}
