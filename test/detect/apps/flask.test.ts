import { describe, expect, test } from 'vitest'
import { stackOf } from '../../../src/stacks/index.ts'
import { decide } from '../../../src/ask/decide.ts'
import { factsFrom, unitFrom } from '../project-from.ts'

const requirements = { 'requirements.txt': 'Flask==3.1.3\n' }
const app = 'from flask import Flask\napp = Flask(__name__)\n'
const factory = 'from flask import Flask\ndef create_app(config=None):\n    app = Flask(__name__)\n    return app\n'

/** Answers that detection has no fact for. */
const rest = { runtime: '3.13', base: 'slim' as const, dependencies: null, accelerator: 'cpu' as const, symbols: 'kept' as const }

describe('finds what is served', () => {
  const cases: [name: string, entrypoint: string | null, factory: boolean, files: Record<string, string>][] = [
    ['app.py', 'app:app', false, { 'app.py': app }],
    ['a factory with defaults alone', 'shop:create_app', true, { 'shop/__init__.py': factory }],
    [
      'an object made with an argument from the environment',
      'run:app',
      false,
      {
        'shop/__init__.py': factory.replace('config=None', 'config_name'),
        'run.py': 'import os\nfrom shop import create_app\napp = create_app(os.getenv("STAGE", "production"))\n',
      },
    ],
    [
      'wsgi.py before another module with an app of its own',
      'wsgi:application',
      false,
      { 'wsgi.py': 'from flask import Flask\napplication = Flask("a")\n', 'other.py': app },
    ],
    [
      'one app under two names',
      'wsgi:app',
      false,
      {
        'shop/__init__.py': factory,
        'wsgi.py': 'from shop import create_app\napp = create_app()\n',
        'run.py': 'from shop import create_app\napp = create_app()\n',
      },
    ],
    [
      'not what the worker makes for itself',
      'shop.main:app',
      false,
      {
        'shop/__init__.py': '',
        'shop/factory.py': factory,
        'shop/main.py': 'from .factory import create_app\napp = create_app()\n',
        'celery_worker.py': 'from shop.factory import create_app\nflask_app = create_app("worker")\n',
        'manage.py': 'from shop.factory import create_app\napp = create_app("shell")\n',
      },
    ],
    [
      'the factory where an object is there only when the file is run',
      'shop:create_app',
      true,
      { 'shop/__init__.py': factory, 'run.py': 'from shop import create_app\nif __name__ == "__main__":\n    app = create_app()\n    app.run()\n' },
    ],
    ['a class that extends it', 'app:server', false, { 'app.py': 'from apiflask import APIFlask\nserver = APIFlask(__name__)\n' }],
    ['two apps that nothing tells apart: a question', null, false, { 'one.py': app, 'two.py': app.replace('app =', 'site =') }],
  ]
  test.each(cases)('%s', async (_, entrypoint, made, files) => {
    const unit = await unitFrom({ ...requirements, ...files })
    expect([unit.stack, unit.entrypoint, unit.factory]).toEqual(['flask', entrypoint, made])
  })
})

describe('serves it', () => {
  const served = async (files: Record<string, string>) => {
    const facts = await factsFrom({ ...requirements, ...files })
    const { answers } = decide(facts, { unit: {}, units: {}, with: [], without: [], managed: [] })
    return stackOf('flask').command({ facts: facts.units[0]!, answers: answers.units[0]! })
  }

  test('with gunicorn, added where no server is named', async () => {
    const command = await served({ 'shop/__init__.py': factory })
    expect(command.run.slice(0, 2)).toEqual(['gunicorn', 'shop:create_app()'])
    expect(command.adds).toEqual([expect.stringMatching(/^gunicorn==\d/)])
    expect(command.develop.slice(0, 4)).toEqual(['flask', '--app', 'shop:create_app', 'run'])
  })

  test('with the server that it names', async () => {
    expect((await served({ 'requirements.txt': 'flask\nuwsgi\n', 'app.py': app })).run).toEqual(expect.arrayContaining(['uwsgi', 'app:app', '--die-on-term']))
    const waitress = await served({ 'requirements.txt': 'flask\nwaitress\n', 'shop/__init__.py': factory })
    expect(waitress).toMatchObject({ needsInit: true, run: ['waitress-serve', '--listen', '0.0.0.0:5000', '--call', 'shop:create_app'] })
    expect(waitress.adds).toBeUndefined()
  })

  test('without settings of ours where the project has a file of them', async () => {
    const command = await served({ 'requirements.txt': 'flask\ngunicorn\n', 'app.py': app, 'gunicorn.conf.py': 'workers = 3\n' })
    expect(command.run).toEqual(['gunicorn', 'app:app', '--bind', '0.0.0.0:5000'])
  })

  test.each([
    ['threads where nothing else is installed', '', ['--threads', '100']],
    ['the worker of gevent', 'gevent\n', ['--worker-class', 'gevent']],
    ['the worker of its WebSocket package', 'gevent\ngevent-websocket\n', ['--worker-class', 'geventwebsocket.gunicorn.workers.GeventWebSocketWorker']],
  ])('in one process with Flask-SocketIO: %s', async (_, more, words) => {
    const command = await served({
      'requirements.txt': `flask\nflask-socketio\n${more}`,
      'app.py': `${app}from flask_socketio import SocketIO\nsocketio = SocketIO(app)\n`,
    })
    expect(command.run).toEqual(expect.arrayContaining(['--workers', '1', ...words]))
    expect(command.single).toBe(true)
    expect(command.environment.map((one) => one.name)).not.toContain('WEB_CONCURRENCY')
  })

  test("with eventlet's own server, which gunicorn has no worker for", async () => {
    const command = await served({
      'requirements.txt': 'flask\nflask-socketio\neventlet\n',
      'shop/__init__.py': `${factory}from flask_socketio import SocketIO\nio = SocketIO()\n`,
    })
    expect(command.run).toEqual(['python', '-c', "from shop import create_app; from shop import io; io.run(create_app(), host='0.0.0.0', port=5000)"])
    expect(command).toMatchObject({ needsInit: true, single: true })
  })
})

test('a command that makes the app out of its options is started, told where to listen', async () => {
  const unit = await unitFrom({
    ...requirements,
    'setup.py': 'from setuptools import setup\nsetup(name="board", entry_points={"console_scripts": ["board=board.cli:main"]})\n',
    'board/__init__.py': '',
    'board/cli.py':
      'import click\nfrom flask import Flask\n@click.command()\n@click.option("--host", default="127.0.0.1")\n@click.option("--port", default=9181)\ndef main(host, port):\n    app = Flask(__name__)\n    app.run(host=host, port=port)\n',
  })
  expect(unit).toMatchObject({ entrypoint: 'board.cli:main', port: 9181 })
  const answers = { ...unit, ...rest, entrypoint: 'board.cli:main' }
  const words = ['python', '-c', 'from board.cli import main; main()', '--host', '0.0.0.0', '--port', '9181']
  expect(stackOf('flask').command({ facts: unit, answers }).run).toEqual(words)
  // Another one that the person names is an app again.
  expect(stackOf('flask').command({ facts: unit, answers: { ...answers, entrypoint: 'board:app' } }).run[0]).toBe('gunicorn')
})

describe('what it reads and writes beside its code', () => {
  test('templates and static files come along unnamed', async () => {
    const unit = await unitFrom({ ...requirements, 'app.py': app, 'templates/a.html': '', 'static/a.css': '', 'notes/a.txt': '' })
    expect(unit.files).toEqual(['static', 'templates'])
  })

  test.each([
    ['where its path is asked for', 'Flask\n', `${app}import os\nos.makedirs(app.instance_path, exist_ok=True)\n`, ['instance']],
    ['where Flask-SQLAlchemy means relative paths', 'Flask\nFlask-SQLAlchemy>=3.1\n', `${app}app.config["X"] = "sqlite:///shop.db"\n`, ['instance']],
    ['not with its version 2', 'Flask\nFlask-SQLAlchemy==2.5.1\n', `${app}app.config["X"] = "sqlite:///shop.db"\n`, []],
  ])('the instance folder is written %s', async (_, needs, source, writes) => {
    const unit = await unitFrom({ 'requirements.txt': needs, 'app.py': source })
    expect(unit.python?.writes.map((one) => one.path)).toEqual(writes)
  })

  test('the instance folder is no source: it may hold secrets', async () => {
    const unit = await unitFrom({ ...requirements, 'app.py': app, 'instance/config.py': 'SECRET_KEY = "x"\n' })
    expect(unit.python?.sourceFolders).toEqual([])
  })
})
