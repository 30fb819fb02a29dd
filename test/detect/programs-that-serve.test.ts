import { describe, expect, test } from 'vitest'
import { factsFrom, pyproject } from './project-from.ts'

async function units(files: Readonly<Record<string, string>>): Promise<string[]> {
  return (await factsFrom(files)).units.map((one) => `${one.framework ?? one.stack} ${one.role} ${one.entrypoint ?? '?'} ${one.port ?? '-'}`)
}

const serving = 'from aiohttp import web\n\n\ndef serve():\n    web.run_app(web.Application(), port=9100)\n'
const requirements = { 'requirements.txt': 'aiohttp\n' }
const package_ = { 'hub/__init__.py': '', 'hub/http.py': serving }

describe('a module that serves and starts nothing by itself', () => {
  test('what imports and runs it is the program', async () => {
    const main = 'from hub.http import serve\n\nif __name__ == "__main__":\n    serve()\n'
    expect(await units({ ...requirements, ...package_, 'main.py': main })).toEqual(['aiohttp web main.py 9100'])
    expect(await units({ ...requirements, ...package_, 'hub/__main__.py': 'from .http import serve\n\nserve()\n' })).toEqual(['aiohttp web hub 9100'])
  })

  test('a bot that could serve as well is a bot', async () => {
    const bot = 'import discord\nfrom hub.http import serve\n\nif __name__ == "__main__":\n    discord.Client().run("x")\n'
    const aside = serving.replace('web.run_app(web.Application(), port=9100)', 'web.TCPSite(runner, port=9100)')
    expect(await units({ 'requirements.txt': 'aiohttp\ndiscord.py\n', ...package_, 'hub/http.py': aside, 'bot.py': bot })).toEqual(['python app bot.py -'])
  })

  test('so is one that serves in one of its own functions, for a mode of its own', async () => {
    const hook = 'from aiohttp.web import TCPSite\n\n\nasync def hook():\n    await TCPSite(runner).start()\n\n\n'
    const main = `import asyncio\nfrom aiogram import Dispatcher\n${hook}async def main():\n    await Dispatcher().start_polling()\n\n\nif __name__ == "__main__":\n    asyncio.run(main())\n`
    expect(await units({ 'requirements.txt': 'aiogram\n', 'bot/__init__.py': '', 'bot/__main__.py': main })).toEqual(['python app bot -'])
  })

  test('one connector of many is no web app', async () => {
    const scripts = '\n[project.scripts]\nhub = "hub.cli:main"\nhub-shell = "hub.cli:shell"\n\n[build-system]\nrequires = ["hatchling"]\n'
    const cli = 'import time\n\n\ndef main():\n    while True:\n        time.sleep(5)\n\n\ndef shell(): ...\n'
    expect(await units({ 'pyproject.toml': pyproject(['aiohttp'], scripts), ...package_, 'hub/cli.py': cli })).toEqual(['python app hub -'])
  })

  test('it is what there is, where nothing shows how the project is started', async () => {
    expect(await units({ ...requirements, ...package_ })).toEqual(['aiohttp web hub.http 9100'])
  })
})

describe("what is somebody else's", () => {
  test("a worker of another program's image", async () => {
    const compose = 'services:\n  worker:\n    image: example/shop:4\n    command: rq worker high\n'
    expect(await units({ 'compose.yaml': compose, 'requirements.txt': 'requests\n', 'conf/settings.py': 'DEBUG = False\n' })).toEqual([])
  })

  test('a table that a program made is not read as code', async () => {
    const table = `TABLE = {\n${'    "1.3.6.1.4.1": "enterprise",\n'.repeat(90_000)}}\n`
    const app = 'from flask import Flask\napp = Flask(__name__)\n'
    expect(await units({ 'requirements.txt': 'flask\n', 'shop/__init__.py': '', 'shop/web.py': app, 'shop/table.py': table })).toEqual([
      'flask web shop.web:app 5000',
    ])
  })

  test('a dump of a database, whatever its size and encoding', async () => {
    const app = 'from flask import Flask\napp = Flask(__name__)\n'
    const files = { 'requirements.txt': 'flask\npsycopg\n', 'app.py': app, 'dump.sql': `-- \0\n${'x'.repeat(3_000_000)}` }
    expect(await units(files)).toEqual(['flask web app:app 5000'])
  })
})

describe('Django', () => {
  const files = {
    'requirements.txt': 'django\n',
    'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_.settings")\n',
    'site_/settings.py': '',
  }
  const maker = 'from django.core.wsgi import get_wsgi_application\n'

  test('an application around what Django made is what is served', async () => {
    const wrapped = `${maker}from wrap import Guard\n\napplication = Guard(get_wsgi_application())\n`
    const called = `${maker}\n_inner = get_wsgi_application()\n\n\ndef application(environ, start):\n    return _inner(environ, start)\n`
    for (const text of [wrapped, called]) expect(await units({ ...files, 'site_/wsgi.py': text })).toEqual(['django web site_.wsgi:application 8000'])
  })
})
