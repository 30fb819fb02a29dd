import { describe, expect, test } from 'vitest'
import { lineAt, pyproject, unitFrom } from './project-from.ts'

const main = { 'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n' }
const needs = (...names: string[]) => ({ ...main, 'pyproject.toml': pyproject(['fastapi', 'uvicorn', ...names]) })
const manage = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n'
const flaskApp = 'from flask import Flask\nfrom flask_migrate import Migrate\nfrom shop.db import db\nserver = Flask(__name__)\nMigrate(server, db)\n'

const flask = { 'pyproject.toml': pyproject(['flask', 'flask-migrate']) }

describe('tools', () => {
  const cases: [name: string, files: Record<string, string>, expected: object | null][] = [
    [
      'django',
      { ...needs('django'), 'backend/manage.py': manage },
      { tool: 'django', command: ['python', 'manage.py', 'migrate', '--noinput'], workingDir: 'backend' },
    ],
    ['a manage.py of something else', { ...needs(), 'manage.py': 'print("hello")\n' }, null],
    [
      'flask-migrate, the app named',
      { ...flask, 'shop/web.py': flaskApp, 'migrations/env.py': '', 'migrations/alembic.ini': '[alembic]\n' },
      { tool: 'flask-migrate', config: 'migrations/alembic.ini', folder: 'migrations', command: ['flask', '--app', 'shop.web:server', 'db', 'upgrade'] },
    ],
    [
      'flask-migrate, the app where Flask looks',
      { ...flask, 'app.py': flaskApp.replace('shop.db', 'db'), 'migrations/env.py': '' },
      { tool: 'flask-migrate', command: ['flask', 'db', 'upgrade'] },
    ],
    [
      'flask-migrate, the app as the project says',
      { ...flask, 'shop/web.py': flaskApp, 'migrations/env.py': '', '.flaskenv': 'FLASK_APP=shop.web\n' },
      { command: ['flask', '--app', 'shop.web', 'db', 'upgrade'] },
    ],
    [
      'flask-migrate in another folder',
      { ...flask, 'app.py': flaskApp.replace('(server, db)', '(server, db, directory="db/moves")'), 'db/moves/env.py': '' },
      { folder: 'db/moves', command: ['flask', 'db', 'upgrade'] },
    ],
    [
      'aerich',
      { ...main, 'pyproject.toml': pyproject(['fastapi', 'uvicorn', 'aerich'], '[tool.aerich]\ntortoise_orm = "db.ORM"\nlocation = "./moves"\n') },
      { tool: 'aerich', config: 'pyproject.toml', folder: 'moves', command: ['aerich', 'upgrade'] },
    ],
    [
      "aerich, its settings in Tortoise's table",
      { ...main, 'pyproject.toml': pyproject(['fastapi', 'uvicorn', 'aerich'], '[tool.tortoise]\ntortoise_orm = "db.ORM"\nlocation = "./moves"\n') },
      { tool: 'aerich', folder: 'moves', command: ['aerich', 'upgrade'] },
    ],
    [
      'tortoise alone',
      { ...main, 'pyproject.toml': pyproject(['fastapi', 'uvicorn', 'tortoise-orm'], '[tool.tortoise]\ntortoise_orm = "db.ORM"\n') },
      { tool: 'tortoise', folder: null, command: ['tortoise', 'migrate'] },
    ],
    [
      'yoyo',
      { ...needs('yoyo-migrations'), 'yoyo.ini': '[DEFAULT]\nsources = ./sql\ndatabase = postgresql://x\n' },
      { tool: 'yoyo', folder: 'sql', command: ['yoyo', 'apply', '--batch'] },
    ],
    [
      'piccolo',
      { ...needs('piccolo'), 'piccolo_conf.py': 'from piccolo.conf.apps import AppRegistry\nAPP_REGISTRY = AppRegistry(apps=[])\n' },
      { tool: 'piccolo', command: ['piccolo', 'migrations', 'forwards', 'all'] },
    ],
    ['alembic with two sections, one of them run', named('alembic -n shop upgrade head'), { command: ['alembic', '-n', 'shop', 'upgrade', 'head'] }],
    ['alembic with several heads', named('alembic upgrade heads'), { command: ['alembic', 'upgrade', 'heads'] }],
    ['a downgrade is no reason', named('alembic downgrade -1'), { command: ['alembic', 'upgrade', 'head'] }],
    [
      'of two configurations the one that is run',
      { ...named('alembic -c other.ini upgrade head'), 'other.ini': '', 'db/alembic.ini': '[alembic]\nscript_location = s\n', 'db/s/env.py': '' },
      { config: 'alembic.ini' },
    ],
  ]
  test.each(cases)('%s', async (_, files, expected) => {
    const unit = await unitFrom(files)
    if (expected === null) expect(unit.migrations).toBeNull()
    else expect(unit.migrations).toMatchObject(expected)
    for (const one of unit.evidence.filter((evidence) => evidence.key === 'migrations')) expect(lineAt(unit.opened, one)).not.toBe('')
  })
})

/** Alembic, and a release line. */
function named(release: string): Record<string, string> {
  return { ...needs('alembic'), 'alembic.ini': '[alembic]\nscript_location = moves\n', 'moves/env.py': '', Procfile: `release: ${release}\n` }
}

test('of two tools the one that is run, and the other is told', async () => {
  const unit = await unitFrom({ ...named('alembic upgrade head'), 'manage.py': manage })
  expect(unit.migrations?.tool).toBe('alembic')
  expect(unit.notes).toContainEqual({ text: 'migrations of Django are set up beside those of Alembic, which alone are run', file: 'manage.py', line: 2 })
  expect(unit.evidence.filter((one) => one.key === 'migrations').map((one) => one.file)).toEqual(['alembic.ini', 'Procfile'])
})

test('a tool of development alone is told, and not run', async () => {
  const group = '[dependency-groups]\ndev = [\n  "alembic",\n]\n'
  const unit = await unitFrom({ ...named('echo'), 'pyproject.toml': pyproject(['fastapi', 'uvicorn'], group) })
  expect(unit.migrations).toMatchObject({ tool: 'alembic', developmentOnly: true })
  const note = unit.notes.find((one) => one.text.includes('alembic is among the dev dependencies alone'))
  expect(note && lineAt(unit.opened, note)).toContain('alembic')
})

test('a tool that comes with something else is not told', async () => {
  const unit = await unitFrom({ ...named('echo'), 'pyproject.toml': pyproject(['fastapi', 'uvicorn', 'flask-migrate']) })
  expect(unit.migrations?.developmentOnly).toBeUndefined()
  expect(unit.notes).toEqual([])
})
