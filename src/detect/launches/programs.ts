import type { Values } from './expand.ts'
import { dottedObject, moduleOf, numberIn, portOfAddress, symbol } from './names.ts'
import { option, positionals } from './options.ts'
import { application, asgi, endpointPort, gunicorn, ofFile, uwsgi, waitress } from './servers.ts'
import { knownProgram, plain, type KnownProgram, type Started } from './started.ts'
import { baseName } from './unwrap.ts'

/** Console scripts of the project: name → `module:object`. */
export type Scripts = ReadonlyMap<string, string>

/**
 * What a command starts. @param argv the program and its words, launchers taken away. @param environment what is set for it.
 * @returns null for a command that starts nothing of the project: `mkdir`, `apt-get`, `python -m pip`.
 */
export function programOf(argv: readonly string[], environment: Values, scripts: Scripts): Started | null {
  const [name = '', ...rest] = argv
  const program = knownProgram(name)
  if (program) return readers[program](rest, environment, name)
  if (name === 'python') return python(rest, environment, scripts)
  const own = scripts.get(name)
  return own === undefined ? null : { ...plain('script'), action: verb(rest), target: symbol(own), port: numberIn(option(rest, '--port', '-p')) }
}

type Reader = (rest: readonly string[], environment: Values, name: string) => Started

const readers: Record<KnownProgram, Reader> = {
  uvicorn: (rest, environment) => asgi('uvicorn', rest, option(rest, '--port') ?? environment['UVICORN_PORT'] ?? null, option(rest, '--app-dir')),
  granian: (rest, environment) => asgi('granian', rest, option(rest, '--port') ?? environment['GRANIAN_PORT'] ?? null, option(rest, '--working-dir')),
  hypercorn: (rest) => asgi('hypercorn', rest, portOfAddress(option(rest, '--bind', '-b')), null),
  daphne: (rest) => asgi('daphne', rest, option(rest, '--port', '-p') ?? endpointPort(rest), null),
  sanic: (rest) => asgi('sanic', rest, option(rest, '--port', '-p'), null),
  gunicorn,
  waitress,
  uwsgi,
  fastapi: (rest, environment) => application('fastapi', rest, option(rest, '--port') ?? environment['PORT'] ?? null, option(rest, '--entrypoint', '-e')),
  flask: (rest, environment) =>
    application(
      'flask',
      rest,
      option(rest, '--port', '-p') ?? environment['FLASK_RUN_PORT'] ?? null,
      option(rest, '--app', '-A') ?? environment['FLASK_APP'] ?? null,
    ),
  quart: (rest, environment) => application('quart', rest, option(rest, '--port', '-p'), option(rest, '--app', '-A') ?? environment['QUART_APP'] ?? null),
  litestar: (rest, environment) =>
    application(
      'litestar',
      rest,
      option(rest, '--port', '-p') ?? environment['LITESTAR_PORT'] ?? null,
      option(rest, '--app') ?? environment['LITESTAR_APP'] ?? null,
    ),
  streamlit: (rest, environment) => ofFile('streamlit', rest, option(rest, '--server.port') ?? environment['STREAMLIT_SERVER_PORT'] ?? null),
  chainlit: (rest) => ofFile('chainlit', rest, option(rest, '--port')),
  gradio: (rest, environment) => ofFile('gradio', rest, environment['GRADIO_SERVER_PORT'] ?? null),
  panel: (rest) => ofFile('panel', rest, option(rest, '--port')),
  celery,
  rq: (rest, _, name) => ({ ...plain('rq'), action: name === 'rqscheduler' ? 'scheduler' : name === 'rqworker' ? 'worker' : verb(rest) }),
  arq: (rest) => ({ ...plain('arq'), action: 'worker', target: dottedObject(positionals(rest)[0]) }),
  dramatiq: (rest) => ({ ...plain('dramatiq'), action: 'worker', target: symbol(positionals(rest)[0]) }),
  huey: (rest) => ({ ...plain('huey'), action: 'worker', target: dottedObject(positionals(rest)[0]) }),
  taskiq: (rest) => ({ ...plain('taskiq'), action: verb(rest), target: symbol(positionals(rest)[1]) }),
  periodiq: (rest) => ({ ...plain('periodiq'), action: 'scheduler', target: symbol(positionals(rest)[0]) }),
  'manage.py': manage,
  alembic: (rest) => tool('alembic', rest),
  aerich: (rest) => tool('aerich', rest),
  yoyo: (rest) => tool('yoyo', rest),
  piccolo: (rest) => ({ ...plain('piccolo'), action: rest.filter((word) => !word.startsWith('-')).join(' ') || null }),
  tortoise: (rest) => tool('tortoise', rest),
  airflow: (rest) => ({ ...plain('airflow'), action: verb(rest), port: numberIn(option(rest, '--port', '-p')) }),
  dagster,
}

function celery(rest: readonly string[]): Started {
  // Of an app that is called `worker` the name comes first, as the value of an option.
  const action = [...positionals(rest), ...rest].find((word) => /^(worker|beat|flower|events|multi|inspect|call|purge|status|control)$/.test(word)) ?? null
  return {
    ...plain('celery'),
    action,
    target: symbol(option(rest, '--app', '-A')),
    port: action === 'flower' ? numberIn(option(rest, '--port')) : null,
    directory: option(rest, '--workdir'),
  }
}

/** Action: the command; of `runserver 0.0.0.0:8000` the port too. */
function manage(rest: readonly string[]): Started {
  const action = rest.find((word) => !word.startsWith('-')) ?? null
  const address = action?.startsWith('runserver') ? rest.find((word) => /^(\S*:)?\d+$/.test(word)) : undefined
  return { ...plain('manage.py'), action, port: numberIn(address?.split(':').at(-1) ?? null) }
}

function tool(program: KnownProgram, rest: readonly string[]): Started {
  return { ...plain(program), action: positionals(rest)[0] ?? null, config: option(rest, '--config', '-c') }
}

function dagster(rest: readonly string[], _: Values, name: string): Started {
  const own = name === 'dagster' ? positionals(rest).slice(0, 2).join(' ') : name.replace('dagster-', '').replace('dagit', 'webserver')
  return {
    ...plain('dagster'),
    action: own || null,
    target: symbol(option(rest, '--module-name', '-m')),
    path: option(rest, '--python-file', '-f'),
    port: numberIn(option(rest, '--port', '-p')),
  }
}

function python(rest: readonly string[], environment: Values, scripts: Scripts): Started | null {
  const at = rest.findIndex((word) => !/^-[a-zA-Z]+$/.test(word) || word === '-m' || word === '-c')
  const [first = '', ...words] = rest.slice(Math.max(at, 0))
  if (first === '-m') return pythonModule(words[0] ?? '', words.slice(1), environment, scripts)
  if (baseName(first) === 'manage.py') return { ...manage(words), path: first }
  if (!first.endsWith('.py') || baseName(first) === 'setup.py') return null
  return {
    ...plain('file'),
    action: verb(words),
    target: { module: moduleOf(first), object: null },
    path: first,
    port: numberIn(option(words, '--port', '-p')),
  }
}

/** `python -m uvicorn` is uvicorn; `python -m shop` is the project's own. */
function pythonModule(module: string, words: readonly string[], environment: Values, scripts: Scripts): Started | null {
  const name = module
    .replace(/\.__main__$/, '')
    .replace(/^huey\.bin\.huey_consumer$/, 'huey')
    .replace(/^gunicorn\.app\.wsgiapp$/, 'gunicorn')
  const program = knownProgram(name) ? programOf([name, ...words], environment, scripts) : null
  if (program) return program
  if (name === '' || ofPython.has(name.split('.')[0] ?? '')) return null
  return { ...plain('module'), action: verb(words), target: symbol(name), port: numberIn(option(words, '--port', '-p')) }
}

/** Tools that come with Python, or that build and check things: nobody deploys them. */
const ofPython = new Set([
  ...['pip', 'venv', 'ensurepip', 'http', 'pytest', 'unittest', 'compileall', 'build', 'twine', 'black', 'ruff', 'mypy', 'isort', 'flake8', 'pylint'],
  ...['coverage', 'virtualenv', 'pipx', 'site', 'json', 'timeit', 'zipapp', 'nltk', 'spacy', 'playwright', 'poetry', 'uv', 'pdm', 'hatch', 'piptools'],
  ...['pre_commit', 'sphinx', 'mkdocs', 'grpc_tools', 'pdb', 'cProfile', 'doctest', 'calendar', 'this', 'sysconfig', 'platform', 'idlelib'],
])

/** The first word that is no option and looks like a name: `serve` in `shop serve --port 80`. */
function verb(words: readonly string[]): string | null {
  const first = words.find((word) => !word.startsWith('-'))
  return first !== undefined && /^[a-z][\w-]*$/i.test(first) ? first : null
}
