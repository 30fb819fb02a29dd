import type { Target } from './names.ts'

const known = [
  'uvicorn',
  'gunicorn',
  'hypercorn',
  'granian',
  'daphne',
  'waitress',
  'uwsgi',
  'fastapi',
  'flask',
  'quart',
  'sanic',
  'litestar',
  'streamlit',
  'chainlit',
  'gradio',
  'panel',
  'celery',
  'rq',
  'arq',
  'dramatiq',
  'huey',
  'taskiq',
  'periodiq',
  'manage.py',
  'alembic',
  'aerich',
  'yoyo',
  'piccolo',
  'tortoise',
  'airflow',
  'dagster',
] as const

/** A program that is known by its own name. */
export type KnownProgram = (typeof known)[number]

/**
 * What a command starts: a server, a worker, a tool that changes the schema; `file` is `python run.py`, `module` is
 * `python -m shop`, `script` a program that the project itself installs.
 */
export type Program = KnownProgram | 'file' | 'module' | 'script'

/** Other names of the same programs. */
const aliases: Readonly<Record<string, KnownProgram>> = {
  'waitress-serve': 'waitress',
  rqworker: 'rq',
  rqscheduler: 'rq',
  huey_consumer: 'huey',
  'huey_consumer.py': 'huey',
  'yoyo-migrate': 'yoyo',
  'dramatiq-gevent': 'dramatiq',
  'django-admin': 'manage.py',
  'dagster-webserver': 'dagster',
  'dagster-daemon': 'dagster',
  dagit: 'dagster',
}

export function knownProgram(name: string): KnownProgram | null {
  return known.find((one) => one === name) ?? aliases[name] ?? null
}

/** What one command says about the program that it starts. */
export interface Started {
  program: Program
  action: string | null
  target: Target | null
  factory: boolean
  path: string | null
  port: number | null
  /** Folder that the command itself changes to: `--app-dir src`, `--chdir src`. */
  directory: string | null
  /** Configuration that it names: `-c gunicorn.conf.py`, `--ini uwsgi.ini`. */
  config: string | null
}

/** A program of which no more is said. */
export function plain(program: Program): Started {
  return { program, action: null, target: null, factory: false, path: null, port: null, directory: null, config: null }
}
