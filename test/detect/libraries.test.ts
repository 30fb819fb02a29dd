import { describe, expect, test } from 'vitest'
import { factsFrom, pyproject, unitFrom } from './project-from.ts'

const build = '\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
const scripts = '\n[project.scripts]\nwire = "wire.cli:main"\n'
const command = 'import uvicorn\n\n\ndef main():\n    uvicorn.run("wire.app:app", port=9000)\n'

/** A package that hands out names, and a command of its own that even serves. */
const offered = {
  'pyproject.toml': pyproject(['uvicorn'], scripts + build),
  'wire/__init__.py': 'from .client import Client, get\nfrom .errors import (\n    WireError,\n)\n',
  'wire/client.py': 'class Client: ...\n\n\ndef get(): ...\n',
  'wire/errors.py': 'class WireError(Exception): ...\n',
  'wire/cli.py': command,
  'wire/py.typed': '',
}

async function units(files: Readonly<Record<string, string>>): Promise<string[]> {
  return (await factsFrom(files)).units.map((one) => `${one.stack} ${one.role} ${one.entrypoint ?? '?'}`)
}

describe('packages for other programs', () => {
  test('one with types, names to import and a command is no unit', async () => {
    expect(await units(offered)).toEqual([])
  })

  test('an image of it makes it one', async () => {
    expect(await units({ ...offered, Dockerfile: 'FROM python:3.13\nCOPY . .\nCMD ["wire"]\n' })).toEqual(['python app wire'])
  })

  test('so does handing out no more than a version', async () => {
    expect(await units({ ...offered, 'wire/__init__.py': 'from .errors import WireError\n' })).toEqual(['python app wire'])
  })

  test('examples and a manage.py for its tests are not deployed', async () => {
    const manage = (settings: string) => `import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")\n`
    const library = { 'setup.py': 'from setuptools import setup\nsetup(name="dj-wire", install_requires=["django", "flask"])\n', 'dj_wire/__init__.py': '' }
    expect(await units({ ...library, 'manage.py': manage('tests.settings') })).toEqual([])
    expect(await units({ ...library, 'examples/shop/manage.py': manage('shop.settings') })).toEqual([])
    expect(await units({ ...library, 'wire_examples/web.py': 'from flask import Flask\napp = Flask(__name__)\n' })).toEqual([])
    expect(await units({ ...library, 'manage.py': manage('shop.settings'), 'shop/settings.py': 'DEBUG = True\n' })).toEqual([
      'django web django.core.wsgi:get_wsgi_application',
    ])
  })

  test('what a type checker is told of a worker is none', async () => {
    const requirements = { 'requirements.txt': 'arq\n' }
    const settings = (base: string) => `from typing import Protocol\nfrom arq import cron\n\n\nclass WorkerSettings${base}:\n    functions: list\n`
    expect(await units({ ...requirements, 'jobs.py': settings('(Protocol)') })).toEqual([])
    expect(await units({ ...requirements, 'jobs.py': settings('') })).toEqual(['arq worker jobs:WorkerSettings'])
  })

  test('the template of a project is no project', async () => {
    const app = { '{{project.slug}}/requirements.txt': 'fastapi\n', '{{project.slug}}/main.py': 'from fastapi import FastAPI\napp = FastAPI()\n' }
    expect(await units(app)).toEqual([])
  })
})

describe('which of the apps is served', () => {
  const factory = 'from flask import Flask\n\n\ndef create_app(settings=None):\n    return Flask(__name__)\n'
  const flask = { 'requirements.txt': 'flask\ngunicorn\n', 'shop/__init__.py': '', 'shop/app.py': factory }

  test('not the one that migrations make for themselves', async () => {
    const env = 'from alembic import context\nfrom shop.app import create_app\n\napp = create_app()\nconfig = context.config\n'
    expect(await units({ ...flask, 'db/env.py': env })).toEqual(['flask web shop.app:create_app'])
  })

  test('the factory that production names, though a module for development makes an app with it', async () => {
    const files = {
      ...flask,
      'debug.py': 'from shop.app import create_app\n\napp = create_app()\napp.run(debug=True)\n',
      Makefile: 'serve:\n\tpython debug.py\n',
      Dockerfile: 'FROM python:3.13\nCMD ["gunicorn", "shop.app:create_app()"]\n',
    }
    const unit = await unitFrom(files)
    expect([unit.entrypoint, unit.factory, unit.unknown.map((one) => one.key)]).toEqual(['shop.app:create_app', true, ['health-path']])
  })

  test('a manage.py that leaves its settings to the environment', async () => {
    const manage = 'import sys\nfrom django.core.management import execute_from_command_line\n\nexecute_from_command_line(sys.argv)\n'
    const wsgi =
      'import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_.settings")\napplication = get_wsgi_application()\n'
    const unit = await unitFrom({ 'requirements.txt': 'django\n', 'manage.py': manage, 'site_/wsgi.py': wsgi, 'site_/settings.py': 'DEBUG = True\n' })
    expect([unit.entrypoint, unit.migrations?.tool]).toEqual(['site_.wsgi:application', 'django'])
  })
})

describe('beside a web app', () => {
  const bot = 'import asyncio\nfrom aiogram import Dispatcher\n\n\nasync def main():\n    await Dispatcher().start_polling()\n\n\nasyncio.run(main())\n'
  const files = {
    'requirements.txt': 'flask\naiogram\ngunicorn\n',
    'panel/app.py': 'from flask import Flask\napp = Flask(__name__)\n',
    'bot/__init__.py': '',
    'bot/__main__.py': bot,
    'panel/Dockerfile': 'FROM python:3.13\nCMD ["gunicorn", "panel.app:app"]\n',
    Dockerfile: 'FROM python:3.13\nCMD ["python", "-m", "bot"]\n',
  }

  test('a bot with an image of its own is a unit', async () => {
    expect(await units(files)).toEqual(['flask web panel.app:app', 'python bot bot'])
  })

  test('alone it is the program', async () => {
    const { 'panel/app.py': _, 'panel/Dockerfile': __, ...alone } = files
    expect(await units({ ...alone, 'requirements.txt': 'aiogram\n' })).toEqual(['python app bot'])
  })

  test('in a folder further down, whose root has a program that an image starts as a module', async () => {
    const requirements = { 'requirements.txt': 'aiogram\n', 'api/requirements.txt': 'fastapi\n' }
    const code = { 'bot.py': bot, 'api/app.py': 'from fastapi import FastAPI\napp = FastAPI()\n', Dockerfile: 'FROM python:3.13\nCMD python -m bot\n' }
    expect(await units({ ...requirements, ...code })).toEqual(['python app bot.py', 'fastapi api app:app'])
  })
})
