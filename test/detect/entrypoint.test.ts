import { describe, expect, test } from 'vitest'
import { factsFrom, lineAt, pyproject, unitFrom } from './project-from.ts'

const fastapi = { 'pyproject.toml': pyproject(['fastapi', 'uvicorn']) }
const app = 'from fastapi import FastAPI\n\napp = FastAPI()\n'

describe('finds the app wherever it is', () => {
  const cases: [name: string, entrypoint: string, files: Record<string, string>][] = [
    ['main.py', 'main:app', { 'main.py': app }],
    ['app.py', 'app:app', { 'app.py': app }],
    ['a flat package', 'app.main:app', { 'app/__init__.py': '', 'app/main.py': app }],
    ['a flat folder without __init__', 'app.main:app', { 'app/main.py': app }],
    ['a src layout', 'shop.main:app', { 'src/shop/__init__.py': '', 'src/shop/main.py': app }],
    ['a src layout without __init__', 'shop.web.main:app', { 'src/shop/web/main.py': app }],
    ['src/main.py alone', 'main:app', { 'src/main.py': app }],
    ['src imported as a package', 'src.main:app', { 'src/__init__.py': '', 'src/db.py': '', 'src/main.py': `from src.db import x\n${app}` }],
    ['src imported as a namespace', 'src.main:app', { 'src/db.py': '', 'src/main.py': `from src import db\n${app}` }],
    ['src that a Procfile starts as a package', 'src.main:app', { 'src/main.py': app, Procfile: 'web: uvicorn src.main:app --port $PORT\n' }],
    ['a folder that imports its own files by name', 'main:app', { 'service/db.py': '', 'service/main.py': `import db\n${app}` }],
    ['deep down', 'service.web.asgi:server', { 'service/web/asgi.py': 'import fastapi as f\nserver: f.FastAPI = f.FastAPI()\n' }],
    [
      'under try and if',
      'main:api',
      { 'main.py': 'from fastapi import FastAPI\nif True:\n    try:\n        api = FastAPI()\n    except ImportError:\n        raise\n' },
    ],
    ['in a package __init__', 'shop:app', { 'shop/__init__.py': app }],
    ['with a star import', 'main:app', { 'main.py': 'from fastapi import *\napp = FastAPI()\n' }],
    ['a subclass', 'main:site', { 'base.py': 'from fastapi import FastAPI\nclass Site(FastAPI): ...\n', 'main.py': 'from base import Site\nsite = Site()\n' }],
    [
      'an object that a factory makes',
      'main:app',
      { 'main.py': 'from fastapi import FastAPI\ndef create_app():\n    app = FastAPI()\n    return app\napp = create_app()\n' },
    ],
    [
      'an object that a factory of another module makes',
      'shop.main:web',
      { 'shop/make.py': 'from fastapi import FastAPI\ndef build_it(): return FastAPI()\n', 'shop/main.py': 'from .make import build_it\nweb = build_it()\n' },
    ],
    [
      'an object through a re-export and a factory of a factory',
      'shop.main:web',
      {
        'shop/core/__init__.py': 'from .make import build_it\n',
        'shop/core/make.py': 'from fastapi import FastAPI\ndef build_it():\n    return FastAPI()\n',
        'shop/core/more.py': 'from shop.core import build_it\ndef with_routes():\n    app = build_it()\n    return app\n',
        'shop/main.py': 'from shop.core.more import with_routes\nweb = with_routes()\n',
      },
    ],
    [
      'an app wrapped by another protocol',
      'main:site',
      { 'main.py': `import socketio\n${app}sio = socketio.AsyncServer()\nsite = socketio.ASGIApp(sio, other_asgi_app=app)\n` },
    ],
  ]
  test.each(cases)('%s', async (_, entrypoint, files) => {
    const unit = await unitFrom({ ...fastapi, ...files })
    expect([unit.entrypoint, unit.factory]).toEqual([entrypoint, false])
    const evidence = unit.evidence.find((one) => one.key === 'entrypoint')
    expect(evidence && lineAt(unit.opened, evidence)).toContain(entrypoint.split(':')[1])
  })
})

describe('factories', () => {
  const cases: [name: string, text: string, entrypoint: string | null][] = [
    ['that return the class', 'from fastapi import FastAPI\ndef make(): return FastAPI()\n', 'main:make'],
    ['that return a name', 'from fastapi import FastAPI\ndef make(debug: bool = False):\n    web = FastAPI()\n    return web\n', 'main:make'],
    ['that are annotated', 'from fastapi import FastAPI\nimport factory_kit\ndef make() -> FastAPI:\n    return factory_kit.build()\n', 'main:make'],
    ['that need an argument', 'from fastapi import FastAPI\ndef make(settings):\n    return FastAPI()\n', null],
  ]
  test.each(cases)('%s', async (_, text, entrypoint) => {
    const unit = await unitFrom({ ...fastapi, 'main.py': text })
    expect([unit.entrypoint, unit.factory]).toEqual([entrypoint, entrypoint !== null])
  })

  test('an object wins over a factory that nobody calls', async () => {
    const unit = await unitFrom({ ...fastapi, 'main.py': app, 'other.py': 'from fastapi import FastAPI\ndef make_other(): return FastAPI()\n' })
    expect(unit.entrypoint).toBe('main:app')
  })
})

describe('decoys', () => {
  const real = { 'service/web.py': 'from fastapi import FastAPI\nserver = FastAPI()\n' }
  const decoys: [string, Record<string, string>][] = [
    ['a main.py without an app', { 'main.py': 'app = dict()\nprint("FastAPI")\n' }],
    ['tests', { 'tests/main.py': app, 'tests/conftest.py': app, 'test_main.py': app, 'conftest.py': app }],
    ['examples, docs and scripts', { 'examples/main.py': app, 'docs/src/main.py': app, 'scripts/serve.py': app, 'demo/app.py': app }],
    ['scripts inside of the package', { 'service/scripts/fake.py': app }],
    ['an app of another framework', { 'app.py': 'from flask import Flask\napp = Flask(__name__)\n' }],
    ['a local class of that name', { 'app.py': 'class FastAPI: ...\napp = FastAPI()\n' }],
    ['an app inside of a comment or string', { 'main.py': '# app = FastAPI()\nx = """\nfrom fastapi import FastAPI\napp = FastAPI()\n"""\n' }],
    ["somebody else's code", { '.venv/lib/main.py': app, 'node_modules/x/main.py': app, 'env2/pyvenv.cfg': '', 'env2/lib/main.py': app }],
    [
      'an app that is mounted',
      {
        'admin.py': app.replace('app', 'admin'),
        'service/web.py': 'from fastapi import FastAPI\nfrom admin import admin\nserver = FastAPI()\nserver.mount("/admin", admin)\n',
      },
    ],
    [
      'an app whose routes are included',
      { 'admin.py': app, 'service/web.py': 'from fastapi import FastAPI\nimport admin\nserver = FastAPI()\nserver.include_router(admin.app.router)\n' },
    ],
  ]
  test.each(decoys)('%s', async (_, files) => {
    expect((await unitFrom({ ...fastapi, ...real, ...files })).entrypoint).toBe('service.web:server')
  })
})

describe('several', () => {
  const two = { 'shop/main.py': app, 'shop/admin.py': 'from fastapi import FastAPI\n\n\nadmin = FastAPI()\n' }

  test('are asked for, best first, with their places', async () => {
    const unit = await unitFrom({ ...fastapi, ...two })
    expect(unit.entrypoint).toBeNull()
    expect(unit.unknown[0]).toMatchObject({ key: 'entrypoint', flag: '--entrypoint <module:app>', required: true })
    expect(unit.unknown[0]?.choices?.map((one) => [one.value, one.file, one.line])).toEqual([
      ['shop.main:app', 'shop/main.py', 3],
      ['shop.admin:admin', 'shop/admin.py', 4],
    ])
    expect(unit.unknown[0]?.why).toContain('shop/admin.py:4')
  })

  const starts: [string, Record<string, string>][] = [
    ['a Procfile', { Procfile: 'web: gunicorn -k uvicorn.workers.UvicornWorker shop.admin:admin\n' }],
    ['an image', { Dockerfile: 'FROM python:3.13\nCMD ["uvicorn", "shop.admin:admin", "--host", "0.0.0.0"]\n' }],
    ['a script', { 'start.sh': '#!/bin/sh\nexec uvicorn shop.admin:admin\n' }],
    ['fastapi run with a path', { Makefile: 'run:\n\tfastapi run shop/admin.py\n' }],
    ['uvicorn.run with a string', { 'run.py': 'import uvicorn\nuvicorn.run(\n    "shop.admin:admin",\n    port=9000,\n)\n' }],
    ['uvicorn.run with the object', { 'run.py': 'import uvicorn\nfrom shop.admin import admin\nuvicorn.run(admin)\n' }],
    ['pyproject', { 'pyproject.toml': pyproject(['fastapi', 'uvicorn'], '[tool.fastapi]\nentrypoint = "shop.admin:admin"\n') }],
  ]
  test.each(starts)('%s decides', async (_, files) => {
    const unit = await unitFrom({ ...fastapi, ...two, ...files })
    expect(unit.entrypoint).toBe('shop.admin:admin')
    for (const one of unit.evidence.filter((evidence) => evidence.key === 'entrypoint')) expect(lineAt(unit.opened, one)).toContain('admin')
  })

  test('a script that starts what is not there decides nothing', async () => {
    const unit = await unitFrom({ ...fastapi, 'shop/main.py': app, Procfile: 'web: uvicorn main:app\n' })
    expect(unit.entrypoint).toBe('shop.main:app')
  })
})

test('the framework without an app is a question', async () => {
  const unit = await unitFrom({ ...fastapi, 'main.py': 'print(1)\n' })
  expect(unit.unknown).toContainEqual(
    expect.objectContaining({ key: 'entrypoint', required: true, why: expect.stringContaining('pyproject.toml:6') as string }),
  )
})

test('a library and an empty folder are no units', async () => {
  const library = pyproject(['fastapi'], '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n')
  expect((await factsFrom({ 'pyproject.toml': library, 'kit/__init__.py': 'from fastapi import APIRouter\n', 'examples/main.py': app })).units).toEqual([])
  expect((await factsFrom({ 'README.md': 'x' })).units).toEqual([])
})

test('a unit in a folder has paths of its own and evidence from the root', async () => {
  const unit = await unitFrom({ 'backend/pyproject.toml': pyproject(['fastapi', 'uvicorn']), 'backend/app/main.py': app, 'README.md': '' })
  expect(unit).toMatchObject({ dir: 'backend', name: 'backend', entrypoint: 'app.main:app' })
  expect(unit.evidence.find((one) => one.key === 'entrypoint')?.file).toBe('backend/app/main.py')
  expect(unit.python?.sourceFolders).toEqual(['app'])
})
