import type { Replay, Seed } from './contract.ts'

const around = {
  'requirements.txt': 'fastapi\nuvicorn[standard]\n',
  'src/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
  'src/.env': 'A=1\n',
}
const base = 'FROM python:3.12-slim-trixie\nWORKDIR /app\n'
const asWritten = [/ +#.*$/gm, ''] as const
const whole = ['...', '-r requirements.txt'] as const

const replays: Readonly<Record<string, Replay>> = {
  app: { files: { Dockerfile: [{ fence: 9 }], 'compose.yaml': [{ fence: 63 }], '.dockerignore': [{ fence: 51 }] }, beside: around },
  'all copied': { files: { Dockerfile: [{ fence: 9 }, 'COPY . .'], '.dockerignore': [{ fence: 51 }] }, beside: around },
  'postgres 18': { files: { 'compose.yaml': [{ fence: 63, with: [['postgres:16-alpine', 'postgres:18-alpine']] }] } },
  'wrong order': { files: { Dockerfile: [base, { fence: 39, lines: [46, 47], with: [whole] }] }, beside: around },
  'right order': { files: { Dockerfile: [base, { fence: 39, lines: [41, 43], with: [asWritten, whole] }] }, beside: around },
}

export const dockerDevops: Seed = {
  name: 'docker-devops',
  replays,
  mistakes: [
    { number: '001-1', found: [['app', 'Dockerfile', 21, 'df/user-cmd-missing-in-base']] },
    { number: '001-2', found: [['app', 'Dockerfile', 25, 'df/pip-user-copy']] },
    { number: '001-3', found: [['app', 'Dockerfile', 32, 'df/healthcheck-tool-missing']] },
    { number: '001-4', found: [['app', 'Dockerfile', 32, 'df/healthcheck-start-period']] },
    { number: '001-5', found: [['app', 'compose.yaml', 64, 'dc/version-key']] },
    { number: '001-6', found: [['app', 'compose.yaml', 74, 'dc/mount-without-reload']] },
    { number: '001-7', found: [['app', 'compose.yaml', 80, 'dc/env-required']] },
    { number: '001-8', found: [['app', 'compose.yaml', 82, 'dc/pg-isready-socket']] },
    { number: '001-9', found: [['postgres 18', 'compose.yaml', 86, 'dc/pg18-volume']] },
    {
      number: '001-10',
      found: [
        ['all copied', '.dockerignore', 53, 'di/anchored-pattern'],
        ['all copied', '.dockerignore', 54, 'di/anchored-pattern'],
        ['all copied', '.dockerignore', 52, 'di/no-git'],
      ],
    },
    { number: '001-11', elsewhere: 'advice on which image and which scanner to take; no file that could be wrong' },
    { number: '001-12', found: [['app', 'Dockerfile', 14, 'df/requirements-open']] },
    { number: '001-13', elsewhere: 'advice that is right as far as it goes' },
  ],
  silent: [
    ['app', 'compose.yaml', 86, 'dc/pg18-volume'],
    ['right order', 'Dockerfile', 41, 'df/deps-after-source'],
    ['right order', 'Dockerfile', 42, 'df/deps-after-source'],
    ['right order', 'Dockerfile', 43, 'df/deps-after-source'],
    ['app', 'compose.yaml', 71, 'dc/depends-no-healthcheck'],
    ['app', 'Dockerfile', 17, 'df/no-root-user'],
    ['app', 'Dockerfile', 17, 'df/single-stage'],
  ],
}
