import { expect, it } from 'vitest'
import { commandModules } from '../../../src/validate/checks/command-modules.ts'
import { found } from '../small-set.ts'

const project = { 'src/shop/main.py': 'app = 1\n', 'src/shop/api/__init__.py': 'def create_app(): ...\n', 'run.py': '', 'alembic.ini': '' }
const cmd = (...argv: string[]) => `FROM a AS runtime\nUSER 1\nCMD ${JSON.stringify(argv)}\n`
const of = (Dockerfile: string, more: Record<string, string> = {}) => found(commandModules, { ...project, Dockerfile, ...more })

it.each([
  ['uvicorn', 'shop.main:app', '--host', '0.0.0.0'],
  ['uvicorn', '--factory', 'shop.api:create_app'],
  ['python', '-m', 'uvicorn', 'shop.main:app'],
  ['python', 'run.py'],
  ['python', '-m', 'celery'],
  ['hypercorn', 'shop.main:app', '--bind', '0.0.0.0:8000'],
  ['alembic', 'upgrade', 'head'],
  ['sleep', 'infinity'],
])('is silent about %s %s %s', async (...argv) => {
  expect(await of(cmd(...argv))).toEqual([])
})

it('finds a module, a script and a configuration that are not there', async () => {
  expect(await of(cmd('uvicorn', 'shop.app:app'))).toEqual(['Dockerfile:3 shop.app is started, and there is no src/shop/app.py'])
  expect(await of(cmd('python', 'main.py'))).toEqual(['Dockerfile:3 python main.py: there is no main.py'])
  expect(await of(cmd('alembic', '-c', 'db/alembic.ini', 'upgrade', 'head'))).toEqual(['Dockerfile:3 alembic needs db/alembic.ini, and it is not there'])
})

it('finds an object that its module does not name', async () => {
  expect(await of(cmd('uvicorn', 'shop.main:application'))).toEqual(['Dockerfile:3 src/shop/main.py has no application'])
})

it('looks at the command that a stage inherits', async () => {
  expect(await of(`FROM a AS base\nCMD ["uvicorn", "none:app"]\nFROM base AS runtime\n`)).toEqual(['Dockerfile:2 none is started, and there is no src/none.py'])
  expect(await of(`FROM a AS base\nCMD ["uvicorn", "none:app"]\nFROM base AS runtime\nCMD ["uvicorn", "shop.main:app"]\n`)).toEqual([])
})

it('looks at commands in compose', async () => {
  const compose = 'services:\n  api:\n    build: .\n    command: [uvicorn, "none:app"]\n  db:\n    command: [x, "also.none:x"]\n'
  expect(await of(cmd('x'), { 'compose.yaml': compose })).toEqual(['compose.yaml:4 none is started, and there is no src/none.py'])
})

it('looks from where the command runs', async () => {
  const compose = (folder: string) => `services:\n  api:\n    command: [python, main.py]\n    working_dir: ${folder}\n`
  expect(await of(cmd('x'), { 'compose.yaml': compose('/app/src/shop') })).toEqual([])
  expect(await of(cmd('x'), { 'compose.yaml': compose('/app/src') })).toEqual(['compose.yaml:3 python main.py: there is no src/main.py'])
})
