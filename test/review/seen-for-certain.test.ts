import { describe, expect, it } from 'vitest'
import { review } from '../../src/review/index.ts'
import { rules } from '../../src/review/rules/index.ts'
import { projectOf } from './project-of.ts'

async function found(id: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  const { findings } = await review(
    projectOf(files),
    rules.filter((rule) => rule.id === id),
  )
  return findings.map((one) => `${one.file}:${one.line}`)
}

const db = '  db:\n    image: postgres:18\n'
const web = (more = ''): string => `  web:\n    build: .\n    environment:\n      DATABASE_HOST: db\n${more}`
const edge = (more = ''): string => `  edge:\n    image: nginx:1.29\n    ports: ["80:80"]\n${more}`

describe('a database on the network of what is reached from outside', () => {
  const flat = (services: string, beside: Readonly<Record<string, string>> = {}) =>
    found('dc/network-flat', { ...beside, 'compose.yaml': `services:\n${services}` })

  it('is found behind an image of nginx of their own too', async () => {
    const built = '  edge:\n    build: edge\n    ports: ["80:80"]\n'
    expect(await flat(web() + built + db, { 'edge/Dockerfile': 'FROM nginx:1.29\n' })).toEqual(['compose.yaml:9'])
    expect(await flat(web() + built + db, { 'edge/Dockerfile': 'FROM python:3.13-slim-trixie\n' })).toEqual([])
  })

  it('is said once a database, whatever stands in front', async () => {
    expect(await flat(web() + edge() + '  other:\n    image: caddy:2\n    ports: ["81:80"]\n' + db)).toHaveLength(1)
  })

  it.each([
    ['is open itself: that is what has to be said', web() + edge() + `${db}    ports: ["5432:5432"]\n`],
    ['is handed on by the proxy on purpose', web() + edge() + `${db}    labels: [traefik.enable=true]\n`],
    ['is asked by it', web() + edge('    depends_on: [db]\n') + db],
    ['answers browsers', `${web()}${edge()}  files:\n    image: minio/minio:latest\n`],
    ['stands behind a page for people alone', `${web()}${db}  adminer:\n    image: adminer:5\n    ports: ["8080:8080"]\n`],
    ['is seen by this machine alone', web() + edge().replace('"80:80"', '"${HOST:-127.0.0.1}:80:80"') + db],
    ['shares no network with what is on that of the machine', web() + edge('    network_mode: host\n') + db],
  ])('is right where it %s', async (_why, services) => expect(await flat(services)).toEqual([]))

  it('is right in development, and where it is apart in production', async () => {
    const own = 'services:\n  db:\n    image: postgres:18\n  edge:\n    image: nginx:1.29\n    ports: ["80:80"]\n'
    expect(await found('dc/network-flat', { 'compose.dev.yaml': own })).toEqual([])
    expect(await found('dc/network-flat', { 'compose.prod.yaml': own })).toEqual(['compose.prod.yaml:2'])
  })
})

describe('a log that goes to a file', () => {
  const ofCommand = (command: string) => found('df/log-file', { Dockerfile: `FROM python:3.13-slim-trixie\nCMD ${command}\n` })

  it.each([
    '["celery", "-A", "shop", "worker", "-f", "/var/log/worker.log"]',
    '["daphne", "--access-log", "access.log", "shop.asgi:application"]',
    '["uwsgi", "--http", ":8000", "--logto=/tmp/uwsgi.log"]',
    'python app.py &> /var/log/app.log',
    'python app.py 2>>logs/errors.log',
    'python app.py > nohup.out',
  ])('%s', async (command) => expect(await ofCommand(command)).toEqual(['Dockerfile:2']))

  it.each([
    '["celery", "-A", "shop", "worker", "-f", "/dev/stdout"]',
    '["uwsgi", "--http", ":8000", "--logto", "collector:1717"]',
    '["gunicorn", "--access-logfile", "$LOG", "app:app"]',
    '["python", "app.py", ">", "/var/log/app.log"]',
    'python app.py >&2',
    'python report.py > /data/report.csv',
    'python app.py > /proc/1/fd/1 2>&1',
    'python app.py >> /var/log/app.log & exec tail -F /var/log/app.log',
    '["supervisord", "-n", "--logfile=/var/log/supervisord.log"]',
  ])('not %s', async (command) => expect(await ofCommand(command)).toEqual([]))
})

describe('uv that links out of a cache mount', () => {
  const ofRun = (run: string, before = '') => found('df/uv-link-mode', { Dockerfile: `FROM python:3.13-slim-trixie\n${before}RUN ${run}\n` })

  it('is found where the mount holds its cache, wherever that is', async () => {
    expect(await ofRun('--mount=type=cache,target=/cache,sharing=locked uv sync', 'ENV UV_CACHE_DIR=/cache/uv\n')).toEqual(['Dockerfile:3'])
    expect(await ofRun('--mount=type=cache,dst=/home/app/.cache/uv,uid=1000 uv pip install -r requirements.txt')).toEqual(['Dockerfile:2'])
  })

  it('is right where it is told, has no cache, or another one is mounted', async () => {
    expect(await ofRun('--mount=type=cache,target=/root/.cache/uv export UV_LINK_MODE=copy && uv sync')).toEqual([])
    expect(await ofRun('--mount=type=cache,target=/root/.cache/uv uv sync --no-cache')).toEqual([])
    expect(await ofRun('--mount=type=cache,target=/var/cache/apt uv sync')).toEqual([])
    expect(await ofRun('--mount=type=bind,source=uv.lock,target=uv.lock uv sync')).toEqual([])
  })
})
