import type { Replay, Seed } from './contract.ts'

const base = 'FROM python:3.12-slim-trixie\nWORKDIR /app\n'
const sync = 'RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-install-project\nCOPY app ./app\nUSER 10001\n'

const replays: Readonly<Record<string, Replay>> = {
  environment: { files: { Dockerfile: [base, { fence: 125 }, sync, 'CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "80"]'] } },
  uv: { files: { Dockerfile: [base, { line: 191, span: 1 }, 'USER 10001'] } },
  proxy: {
    files: { Dockerfile: [base, 'USER 10001', { line: 211, span: 0, before: 'CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "', after: '"]' }] },
  },
}

export const dockerRocker: Seed = {
  name: 'docker-rocker',
  replays,
  mistakes: [
    { number: '003-1', found: [['environment', 'Dockerfile', 134, 'df/privileged-port']] },
    { number: '003-2', found: [['uv', 'Dockerfile', 191, 'df/copy-from-latest']] },
    { number: '003-3', found: [['proxy', 'Dockerfile', 211, 'df/proxy-headers-trust']] },
    { number: '003-4', own: 'di/needed-excluded', because: 'the seed names a stage for tests, and shows neither it nor its ignore file' },
    { number: '003-5', elsewhere: 'two settings of a connection pool in Python, one of which does nothing: no Docker file, the advice of a run tells of it' },
    { number: '003-6', elsewhere: 'advice on where secrets belong, in words' },
    { number: '003-7', found: [['environment', 'Dockerfile', 129, 'df/bytecode-never-written']] },
    { number: '003-8', elsewhere: 'figures without a source' },
    { number: '003-9', elsewhere: 'what a generator leaves out: recipes for Poetry and for a proxy' },
    { number: '003-10', elsewhere: 'how a generator tells package managers apart' },
  ],
  silent: [],
}
