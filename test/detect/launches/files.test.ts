import { describe, expect, test } from 'vitest'
import { launchesIn, type Launch } from '../../../src/detect/launches.ts'
import { readPyproject } from '../../../src/detect/readers/pyproject.ts'
import { unitFolder } from '../../../src/detect/unit-folder.ts'
import { projectFrom } from '../project-from.ts'

async function launches(files: Record<string, string>): Promise<Launch[]> {
  const folder = unitFolder(await projectFrom(files), '.')
  return launchesIn(folder, await readPyproject(folder))
}

/** `file:line process program action module:object port purpose`, with `-` for what is not said. */
async function told(files: Record<string, string>): Promise<string[]> {
  return (await launches(files)).map((one) => {
    const target = one.target && `${one.target.module}${one.target.object === null ? '' : `:${one.target.object}`}${one.factory ? '()' : ''}`
    return [`${one.file}:${one.line}`, one.process, one.program, one.action, target, one.port, one.purpose === 'development' ? 'dev' : null]
      .map((part) => (part === null ? '-' : String(part).replaceAll(' ', '_')))
      .join(' ')
  })
}

const cases: [name: string, files: Record<string, string>, expected: string[]][] = [
  [
    'Procfile: every process, release first',
    {
      Procfile:
        '# x: uvicorn no:app\nrelease: python manage.py migrate\nweb: gunicorn shop.wsgi --bind :$PORT\nworker: celery -A shop worker -B\nbeat: celery --app=shop.tasks:queue beat\n',
    },
    [
      'Procfile:2 release manage.py migrate - - -',
      'Procfile:3 web gunicorn - shop.wsgi - -',
      'Procfile:4 worker celery worker shop - -',
      'Procfile:5 beat celery beat shop.tasks:queue - -',
    ],
  ],
  ['Procfile.dev is for development', { 'Procfile.dev': 'web: flask --app shop run -p 5001\n' }, ['Procfile.dev:1 web flask run shop 5001 dev']],
  [
    'chains, prefixes, quotes',
    { 'run.sh': '#!/bin/sh\nset -e\nexport PORT="${PORT:-9000}"\ncd src && DEBUG=1 exec poetry run uvicorn "shop.main:app" \\\n  --port "$PORT"\n' },
    ['run.sh:4 - uvicorn - shop.main:app 9000 -'],
  ],
  [
    'branches of a case are processes',
    { 'entrypoint.sh': 'case "$1" in\n  web) exec uvicorn a:app ;;\n  worker)\n    exec rq worker high\n    ;;\nesac\nexec "$@"\n' },
    ['entrypoint.sh:2 web uvicorn - a:app - -', 'entrypoint.sh:4 worker rq worker - - -'],
  ],
  ['not in comments, here documents and texts', { 'run.sh': '# uvicorn a:app\ncat <<EOF\nuvicorn b:app\nEOF\necho "uvicorn c:app"\n' }, []],
  [
    'an image: words behind the entry point, variables, a development stage',
    {
      Dockerfile:
        'FROM python:3.13 AS base\nENV PORT=8080\nFROM base AS dev\nCMD uvicorn a:app --reload --port $PORT\nFROM base\nENTRYPOINT ["tini", "--", "hypercorn"]\nCMD ["a:app", "--bind", "0.0.0.0:8081"]\n',
    },
    ['Dockerfile:4 - uvicorn - a:app 8080 dev', 'Dockerfile:7 - hypercorn - a:app 8081 -'],
  ],
  [
    'an image that starts a script of the project',
    {
      'docker/pipeline.Dockerfile': 'FROM python:3.13\nCOPY docker/start /start\nCMD ["/start"]\n',
      'docker/start': '#!/usr/bin/env bash\nalembic upgrade head\nexec arq shop.worker.WorkerSettings\n',
    },
    ['docker/start:2 - alembic upgrade - - -', 'docker/start:3 - arq worker shop.worker:WorkerSettings - -'],
  ],
  [
    'compose: list, text and folded text; anchors; an override is for development',
    {
      'compose.yaml':
        'x-app: &app\n  build: .\n  environment:\n    APP: shop.web:make\nservices:\n  web:\n    <<: *app\n    command: >-\n      sh -c "flask db upgrade &&\n      uvicorn --factory $${APP} --port 80"\n  jobs:\n    build: .\n    command: ["dramatiq", "shop.jobs", "--processes", "2"]\n  db:\n    image: postgres:18\n    command: postgres -c fsync=off\n',
      'compose.override.yaml': 'services:\n  web:\n    command: python -m debugpy --listen 0.0.0.0:5678 -m uvicorn shop.web:make\n',
    },
    [
      'compose.override.yaml:3 web uvicorn - shop.web:make - dev',
      'compose.yaml:9 web flask db_upgrade - - -',
      'compose.yaml:10 web uvicorn - shop.web:make() 80 -',
      'compose.yaml:13 jobs dramatiq worker shop.jobs - -',
    ],
  ],
  [
    'platforms',
    {
      'render.yaml':
        'services:\n  - type: web\n    name: shop\n    startCommand: gunicorn -k uvicorn.workers.UvicornWorker shop.main:app\n    preDeployCommand: alembic upgrade head\n  - type: worker\n    name: mails\n    startCommand: "rq worker"\n',
      'fly.toml':
        'app = "shop"\n[env]\n  PORT = "8080"\n[processes]\n  app = "granian --interface asgi shop.main:app --port 8080" # web\n[http_service]\n  internal_port = 8080\n[deploy]\n  release_command = "python manage.py migrate"\n',
      'railway.json': '{"deploy": {\n  "startCommand": "hypercorn shop.main:app"}}\n',
      'heroku.yml': 'run:\n  web: daphne -p 8001 shop.asgi:application\n  worker:\n    command:\n      - huey_consumer.py\n      - shop.queue.huey\n',
      'app.yaml': 'runtime: python312\nentrypoint: waitress-serve --port=8002 --call shop:create_app\n',
      'app.json': '{\n  "scripts": {\n    "postdeploy": "python manage.py migrate && echo done"\n  }\n}\n',
    },
    [
      'app.json:3 release manage.py migrate - - -',
      'app.yaml:2 web waitress - shop:create_app() 8002 -',
      'fly.toml:5 app granian - shop.main:app 8080 -',
      'fly.toml:7 - - - - 8080 -',
      'fly.toml:9 release manage.py migrate - - -',
      'heroku.yml:2 web daphne - shop.asgi:application 8001 -',
      'heroku.yml:6 worker huey worker shop.queue:huey - -',
      'railway.json:2 web hypercorn - shop.main:app - -',
      'render.yaml:4 web gunicorn - shop.main:app - -',
      'render.yaml:5 release alembic upgrade - - -',
      'render.yaml:8 mails rq worker - - -',
    ],
  ],
  [
    'machines',
    {
      'deploy/shop.service':
        '[Service]\nWorkingDirectory=/srv/shop\nExecStartPre=-/srv/venv/bin/python manage.py migrate\nExecStart=/srv/venv/bin/gunicorn \\\n  --bind unix:/run/shop.sock \\\n  config.wsgi:application\n',
      'supervisord.conf': '[supervisord]\nnodaemon=true\n[program:mail]\ncommand=celery -A shop worker\nenvironment=A="1"\n',
    },
    [
      'deploy/shop.service:3 release manage.py migrate - - -',
      'deploy/shop.service:6 shop gunicorn - config.wsgi:application - -',
      'supervisord.conf:4 mail celery worker shop - -',
    ],
  ],
  [
    'task runners: make, just, task; what they do is development unless the name says more',
    {
      Makefile: 'PORT ?= 8010\nrun: build\n\t@uvicorn a:app --port $(PORT)\nstart:\n\tuvicorn a:app \\\n\t  --port 8011\nbuild:\n\tdocker build .\n',
      justfile: 'port := "8012"\nserve-prod *args:\n  uv run --env-file .env uvicorn a:app --port {{port}}\n',
      'Taskfile.yml': "version: '3'\nvars: {PORT: 8013}\ntasks:\n  dev:\n    cmds:\n      - cmd: fastapi dev a.py --port {{.PORT}}\n",
    },
    [
      'Makefile:3 run uvicorn - a:app 8010 dev',
      'Makefile:5 start uvicorn - a:app 8011 -',
      'Taskfile.yml:6 dev fastapi dev a 8013 dev',
      'justfile:3 serve-prod uvicorn - a:app 8012 -',
    ],
  ],
  [
    'pyproject: tasks, programs, and what starts a task by its name',
    {
      'pyproject.toml':
        '[project]\nname = "shop"\n[project.scripts]\nshop = "shop.cli:main"\n[tool.pdm.scripts]\nserve = {cmd = "uvicorn shop.main:app --port 8020"}\nlint = "ruff check"\n[tool.fastapi]\nentrypoint = "shop.main:app"\n',
      Dockerfile: 'FROM python:3.13\nCMD ["pdm", "run", "serve"]\n',
      Procfile: 'worker: shop work --port 8021\n',
    },
    [
      'Dockerfile:2 - uvicorn - shop.main:app 8020 -',
      'Procfile:1 worker script work shop.cli:main 8021 -',
      'pyproject.toml:9 - - - shop.main:app - -',
      'pyproject.toml:6 serve uvicorn - shop.main:app 8020 -',
      'pyproject.toml:4 - script - shop.cli:main - -',
    ],
  ],
  [
    'what pipenv knows by a name',
    { Pipfile: '[packages]\nflask = "*"\n\n[scripts]\nstart = "gunicorn shop:app --bind :8040"\nlook = "flask run"\n' },
    ['Pipfile:5 start gunicorn - shop:app 8040 -', 'Pipfile:6 look flask run - - dev'],
  ],
  [
    'programs of setup.cfg and setup.py',
    {
      'setup.cfg': '[options.entry_points]\nconsole_scripts =\n    shop = shop.cli:main\n',
      'setup.py': 'setup(entry_points={"console_scripts": ["other = shop.other:run"]})\n',
    },
    ['setup.cfg:3 - script - shop.cli:main - -', 'setup.py:1 - script - shop.other:run - -'],
  ],
  [
    "servers' own configuration, and commands that leave it open",
    {
      'etc/uwsgi.ini': '[uwsgi]\nhttp-socket = :9090\nmodule = shop.wsgi:application\n',
      'gunicorn.conf.py': 'import os\nbind = f"0.0.0.0:{os.getenv(\'PORT\', 8030)}"\nwsgi_app = "shop:create_app()"\n',
      '.streamlit/config.toml': '[server]\nport = 8502 # here\n[browser]\nport = 1\n',
      '.flaskenv': 'FLASK_APP=shop/web.py\nFLASK_RUN_PORT=5005\n',
      Procfile: 'web: uwsgi --ini ./etc/uwsgi.ini\nother: gunicorn\n',
    },
    [
      '.flaskenv:1 - flask - shop.web - -',
      '.flaskenv:2 - flask - - 5005 -',
      '.streamlit/config.toml:2 - streamlit - - 8502 -',
      'Procfile:1 web uwsgi - shop.wsgi:application 9090 -',
      'Procfile:2 other gunicorn - shop:create_app() 8030 -',
      'etc/uwsgi.ini:3 - uwsgi - shop.wsgi:application - -',
      'etc/uwsgi.ini:2 - uwsgi - - 9090 -',
      'gunicorn.conf.py:2 - gunicorn - - 8030 -',
      'gunicorn.conf.py:3 - gunicorn - shop:create_app() - -',
    ],
  ],
  [
    'python: files where they lie in the project, modules, what is no program',
    {
      'jobs/nightly.py': '',
      Dockerfile: 'FROM python:3.13\nWORKDIR /srv\nCOPY . /srv\nCMD python -u /srv/jobs/nightly.py run\n',
      'run.sh': 'python -m pip install .\npython -m shop.tasks --port 8040\npython setup.py install\nstreamlit run "ui/Home page.py" --server.port=8041\n',
    },
    [
      'Dockerfile:4 - file run jobs.nightly - -',
      'run.sh:2 - module - shop.tasks 8040 -',
      'run.sh:4 - streamlit run ui.Home page 8041 -'.replaceAll('Home page', 'Home_page'),
    ],
  ],
  [
    'workflows, examples and documentation start nothing here',
    { '.github/Procfile': 'web: uvicorn a:app\n', 'examples/Procfile': 'web: uvicorn a:app\n', 'docs/run.sh': 'uvicorn a:app\n' },
    [],
  ],
]
test.each(cases)('%s', async (_, files, expected) => {
  expect((await told(files)).sort()).toEqual([...expected].sort())
})

describe('folders', () => {
  const places: [name: string, files: Record<string, string>, folder: string | null][] = [
    ['cd', { Procfile: 'web: cd backend/src && uvicorn main:app\n' }, 'backend/src'],
    ['an option', { Procfile: 'web: uvicorn --app-dir src main:app\n' }, 'src'],
    ['what an image copied there', { Dockerfile: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nWORKDIR /app/src\nCMD uvicorn main:app\n' }, 'src'],
    ['a folder that was copied by itself', { Dockerfile: 'FROM python:3.13\nCOPY src /app\nWORKDIR /app\nCMD uvicorn main:app\n' }, 'src'],
    ['nothing', { Procfile: 'web: cd /srv && uvicorn main:app\n' }, null],
  ]
  test.each(places)('%s', async (_, files, folder) => {
    expect((await launches(files)).map((one) => one.workingDir)).toEqual([folder])
  })
})

test('variables in front and of the place are kept', async () => {
  const [one] = await launches({ Procfile: 'web: DJANGO_SETTINGS_MODULE=shop.live env A=1 gunicorn shop.wsgi\n' })
  expect(one?.environment).toEqual({ DJANGO_SETTINGS_MODULE: 'shop.live', A: '1' })
  expect(one?.argv).toEqual(['gunicorn', 'shop.wsgi'])
})

test('production weighs more than development, a process file more than a script', async () => {
  const all = await launches({ Procfile: 'web: uvicorn a:app\n', 'run.sh': 'uvicorn a:app\n', 'dev.sh': 'uvicorn a:app --reload\n' })
  const weights = Object.fromEntries(all.map((one) => [one.file, one.weight]))
  expect(weights['Procfile']).toBeGreaterThan(weights['run.sh'] ?? 0)
  expect(weights['run.sh']).toBeGreaterThan(weights['dev.sh'] ?? 0)
})
