import { describe, expect, test } from 'vitest'
import { lineAt, pyproject, unitFrom } from './project-from.ts'

const base = { 'pyproject.toml': pyproject(['fastapi', 'uvicorn']) }
const app = 'from fastapi import FastAPI\napp = FastAPI()\n'

describe('port', () => {
  const cases: [name: string, files: Record<string, string>, port: number, confidence: string][] = [
    ['uvicorn.run', { 'main.py': `import uvicorn\n${app}uvicorn.run(\n    app,\n    host="0.0.0.0",\n    port=9001,\n)\n` }, 9001, 'certain'],
    ['uvicorn.run with a fallback', { 'main.py': `import os, uvicorn\n${app}uvicorn.run(app, port=int(os.environ.get("PORT", "9002")))\n` }, 9002, 'certain'],
    ['a Procfile', { 'main.py': app, Procfile: 'web: uvicorn main:app --port 9003\n' }, 9003, 'certain'],
    ['a script with a fallback', { 'main.py': app, 'run.sh': 'uvicorn main:app --port ${PORT:-9004}\n' }, 9004, 'certain'],
    ['gunicorn --bind', { 'main.py': app, Procfile: 'web: gunicorn main:app -b 0.0.0.0:9005\n' }, 9005, 'certain'],
    [
      "uWSGI's settings beside an app that it cannot serve",
      {
        'pyproject.toml': pyproject(['django', 'uvicorn']),
        'asgi.py': 'from django.core.asgi import get_asgi_application\napplication = get_asgi_application()\n',
        'etc/uwsgi.ini': '[uwsgi]\nhttp = 0.0.0.0:9040\n',
        Dockerfile: 'FROM python:3.13\nEXPOSE 9041\n',
      },
      9041,
      'likely',
    ],
    ['EXPOSE', { 'main.py': app, Dockerfile: 'FROM python:3.13\nEXPOSE 9006\n' }, 9006, 'likely'],
    ['a setting', { 'main.py': `from pydantic_settings import BaseSettings\n${app}class S(BaseSettings):\n    port: int = 9007\n` }, 9007, 'likely'],
    ['nothing', { 'main.py': app }, 8000, 'guess'],
    ['a port for root alone', { 'main.py': app, Dockerfile: 'FROM python:3.13\nEXPOSE 80\nCMD ["uvicorn", "main:app", "--port", "80"]\n' }, 8000, 'guess'],
    ['uvicorn.run with a constant', { 'main.py': `import uvicorn\n${app}PORT = 9010\nuvicorn.run(app, port=PORT)\n` }, 9010, 'certain'],
    ["hypercorn's Config", { 'main.py': `from hypercorn.config import Config\n${app}c = Config()\nc.bind = ["0.0.0.0:9011"]\n` }, 9011, 'certain'],
    ['waitress.serve', { 'main.py': `from waitress import serve\n${app}serve(app, port=9012)\n` }, 9012, 'certain'],
    [
      'aiohttp',
      { 'pyproject.toml': pyproject(['aiohttp']), 'main.py': 'from aiohttp import web\napp = web.Application()\nweb.run_app(app, port=9013)\n' },
      9013,
      'certain',
    ],
    [
      'an app that runs itself',
      { 'pyproject.toml': pyproject(['bottle']), 'main.py': 'from bottle import Bottle\nweb = Bottle()\nweb.run(port=9014)\n' },
      9014,
      'certain',
    ],
    [
      'app.run of Flask',
      { 'pyproject.toml': pyproject(['flask']), 'main.py': 'from flask import Flask\nweb = Flask(__name__)\nweb.run("0.0.0.0", 9030)\n' },
      9030,
      'certain',
    ],
    ['an option of click', { 'main.py': app, 'cli.py': 'import click\n@click.option("-p", "--port", default=9015)\ndef run(port): ...\n' }, 9015, 'likely'],
    ['an option of argparse', { 'main.py': app, 'cli.py': 'p.add_argument("--port", type=int, default=9016)\n' }, 9016, 'likely'],
    [
      'an option of typer',
      { 'main.py': app, 'cli.py': 'import typer\ncli = typer.Typer()\n@cli.command()\ndef run(host: str, port: int = typer.Option(9017)): ...\n' },
      9017,
      'likely',
    ],
    [
      'two options that differ',
      { 'main.py': app, 'a.py': 'p.add_argument("--port", default=9018)\n', 'b.py': 'p.add_argument("--port", default=9019)\n' },
      8000,
      'guess',
    ],
    ['a port of something else', { 'main.py': app, 'cli.py': 'p.add_argument("--db-port", default=9020)\n' }, 8000, 'guess'],
    ['tornado', { 'main.py': `import tornado.web\n${app}make().listen(9021)\n` }, 9021, 'likely'],
    [
      'a statement for production before the code',
      { 'main.py': `import uvicorn\n${app}uvicorn.run(app, port=1)\n`, Procfile: 'web: uvicorn main:app --port 9022\n' },
      9022,
      'certain',
    ],
    [
      'the code before development',
      { 'main.py': `import uvicorn\n${app}uvicorn.run(app, port=9023)\n`, 'Procfile.dev': 'web: uvicorn main:app --port 9024\n' },
      9023,
      'certain',
    ],
    ['$PORT means nothing', { 'main.py': app, Procfile: 'web: uvicorn main:app --port $PORT\n' }, 8000, 'guess'],
    ['EXPOSE of a variable', { 'main.py': app, Dockerfile: 'FROM python:3.13\nENV PORT=9025\nEXPOSE ${PORT}/tcp\n' }, 9025, 'likely'],
    [
      'what compose publishes',
      { 'main.py': app, 'compose.yaml': 'services:\n  web:\n    build: .\n    ports:\n      - "80:9026"\n      - 5678:5678\n' },
      9026,
      'likely',
    ],
    [
      'what compose publishes of a database',
      { 'main.py': app, 'compose.yaml': 'services:\n  db:\n    image: postgres\n    ports: ["5432:5432"]\n' },
      8000,
      'guess',
    ],
    [
      'what another program listens on',
      { 'main.py': app, Procfile: 'web: uvicorn main:app\nflower: celery -A x flower --port=5555\nui: streamlit run ui.py --server.port 9027\n' },
      8000,
      'guess',
    ],
    ['the config of another program', { 'main.py': app, '.streamlit/config.toml': '[server]\nport = 9028\n' }, 8000, 'guess'],
    ['fly.toml', { 'main.py': app, 'fly.toml': '[http_service]\n  internal_port = 9029\n' }, 9029, 'certain'],
    ['EXPOSE of an image for something else', { 'main.py': app, 'web/Dockerfile': 'FROM nginx:1\nEXPOSE 9008\n' }, 8000, 'guess'],
    ['a port of a database', { 'main.py': `import os\n${app}p = os.getenv("POSTGRES_PORT", "5433")\n` }, 8000, 'guess'],
  ]
  test.each(cases)('%s', async (_, files, port, confidence) => {
    const unit = await unitFrom({ ...base, ...files })
    const evidence = unit.evidence.find((one) => one.key === 'port')
    expect([unit.port, evidence?.confidence]).toEqual([port, confidence])
    if (evidence && confidence !== 'guess') expect(lineAt(unit.opened, evidence)).toMatch(new RegExp(`${port}|=PORT`))
  })
})

test('a port that is exposed where another is listened on is told', async () => {
  const unit = await unitFrom({ ...base, 'main.py': app, Dockerfile: 'FROM python:3.13\nEXPOSE 8051\nCMD uvicorn main:app --host 0.0.0.0\n' })
  expect(unit.port).toBe(8000)
  expect(unit.notes).toEqual([{ text: 'port 8051 is exposed, and uvicorn listens on 8000 where it is started (Dockerfile:3)', file: 'Dockerfile', line: 2 }])
})

const router = (lines: string) => `from fastapi import APIRouter\n${lines}`

describe('health path', () => {
  const cases: [name: string, files: Record<string, string>, path: string | null][] = [
    ['on the app', { 'main.py': `${app}@app.get("/health")\ndef h(): ...\n` }, '/health'],
    [
      'a router with a prefix',
      {
        'main.py': `${app}from checks import r\napp.include_router(r)\n`,
        'checks.py': router('r = APIRouter(prefix="/ops")\n@r.get("/healthz")\ndef h(): ...\n'),
      },
      '/ops/healthz',
    ],
    [
      'routers in routers, prefixes from settings',
      {
        'shop/main.py':
          'from fastapi import FastAPI\nfrom shop.api import api\nfrom shop.settings import settings\napp = FastAPI()\napp.include_router(api.router, prefix=settings.PREFIX)\n',
        'shop/settings.py': 'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    PREFIX: str = "/v1"\nsettings = S()\n',
        'shop/api/api.py':
          'from fastapi import APIRouter\nfrom . import checks\nPART = "/utils"\nrouter = APIRouter()\nrouter.include_router(checks.router, prefix=f"{PART}/x")\n',
        'shop/api/checks.py': router('router = APIRouter(tags=["x"])\n@router.get("/health-check/")\nasync def h(): ...\n'),
      },
      '/v1/utils/x/health-check/',
    ],
    ['an app that is mounted', { 'main.py': `${app}sub = FastAPI()\n@sub.get("/ping")\ndef h(): ...\napp.mount("/in", sub)\n` }, '/in/ping'],
    [
      'in a factory',
      { 'main.py': 'from fastapi import FastAPI\ndef make():\n    web = FastAPI()\n    @web.get("/livez")\n    def h(): ...\n    return web\n' },
      '/livez',
    ],
    [
      'put in by a function',
      {
        'main.py': `${app}from parts import add\nadd(app)\n`,
        'parts.py': router('r = APIRouter()\n@r.get("/ping")\ndef h(): ...\ndef add(application):\n    application.include_router(r)\n'),
      },
      '/ping',
    ],
    ['add_api_route', { 'main.py': `${app}def h(): ...\napp.add_api_route("/status", h)\n` }, '/status'],
    ['liveness before readiness', { 'main.py': `${app}@app.get("/ready")\ndef a(): ...\n@app.get("/health/live")\ndef b(): ...\n` }, '/health/live'],
    ['readiness alone', { 'main.py': `${app}@app.get("/readyz")\ndef a(): ...\n` }, '/readyz'],
    [
      'the open one before the guarded one',
      { 'main.py': `${app}@app.get("/health", dependencies=[Depends(login)])\ndef a(): ...\n@app.get("/ping")\ndef b(): ...\n` },
      '/ping',
    ],
    ['not POST', { 'main.py': `${app}@app.post("/health")\ndef a(): ...\n` }, null],
    ['not with a parameter', { 'main.py': `${app}@app.get("/{name}/health")\ndef a(): ...\n` }, null],
    ['not a router that nobody includes', { 'main.py': app, 'checks.py': router('r = APIRouter()\n@r.get("/health")\ndef h(): ...\n') }, null],
    ['not in tests', { 'main.py': app, 'tests/main.py': `${app}@app.get("/health")\ndef a(): ...\n` }, null],
  ]
  test.each(cases)('%s', async (_, files, path) => {
    const unit = await unitFrom({ ...base, ...files })
    expect(unit.healthPath).toBe(path)
    const evidence = unit.evidence.find((one) => one.key === 'healthPath')
    if (path === null) expect(unit.unknown).toContainEqual(expect.objectContaining({ key: 'health-path', flag: '--health-path <path>', required: false }))
    else expect(evidence && lineAt(unit.opened, evidence)).toContain(path.split('/').findLast(Boolean))
  })

  test('all routes are facts', async () => {
    const unit = await unitFrom({ ...base, 'main.py': `${app}@app.get("/")\ndef a(): ...\n@app.api_route("/x", methods=["PUT", "delete"])\ndef b(): ...\n` })
    expect(unit.routes.map((one) => `${one.method} ${one.path} ${one.line}`)).toEqual(['GET / 3', 'PUT /x 5', 'DELETE /x 5'])
  })
})

describe('a check that says unhealthy with 200', () => {
  const cases: [name: string, body: string, line: number | null][] = [
    ['returns from an except', '    try:\n        ping()\n    except Exception:\n        return {"status": "broken"}\n    return {"status": "ok"}\n', 8],
    ['returns a word', '    if not ok():\n        return {"status": "unhealthy"}\n    return {"status": "ok"}\n', 6],
    ['raises', '    try:\n        ping()\n    except Exception:\n        raise HTTPException(503)\n    return {}\n', null],
    ['sets the status', '    try:\n        ping()\n    except Exception:\n        response.status_code = 503\n        return {"status": "unhealthy"}\n', null],
  ]
  test.each(cases)('%s', async (_, body, line) => {
    const unit = await unitFrom({ ...base, 'main.py': `${app}@app.get("/health")\ndef h():\n${body}` })
    expect(unit.notes.map((one) => [one.file, one.line])).toEqual(line === null ? [] : [['main.py', line]])
    if (line !== null) expect(unit.notes[0]?.text).toContain('GET /health answers 200')
  })
})
