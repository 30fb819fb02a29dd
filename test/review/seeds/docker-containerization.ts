import type { Replay, Seed } from './contract.ts'

const python = {
  'backend/requirements.txt': 'fastapi==0.142.0\nasyncpg==0.31.0\n',
  'backend/app/main.py': 'app = 1\n',
  'backend/alembic/env.py': '',
  'backend/alembic.ini': '',
}
const next = {
  'frontend/package.json': '{"dependencies": {"next": "16.4.0"}, "devDependencies": {"typescript": "6.0.3"}, "scripts": {"build": "next build"}}',
  'frontend/package-lock.json': '{}',
  'frontend/next.config.js': 'module.exports = { output: "standalone" }\n',
  'frontend/src/page.js': '',
  'backend/.env': 'A=1\n',
}
const base = 'FROM python:3.12-slim-trixie\nWORKDIR /app\n'
const requirements = { 'requirements.txt': 'fastapi==0.142.0\n', 'main.py': '' }
const excerpt = 'on: push\njobs:\n  scan:\n    runs-on: ubuntu-24.04\n    steps:'

const replays: Readonly<Record<string, Replay>> = {
  tree: {
    files: {
      'backend/Dockerfile': [{ fence: 71 }],
      'frontend/Dockerfile': [{ fence: 133 }],
      'docker-compose.yml': [{ fence: 192 }],
      'docker-compose.dev.yml': [{ fence: 254 }],
      '.docker/docker-compose.prod.yml': [{ fence: 289 }],
      '.dockerignore': [{ fence: 468 }],
      '.devcontainer/devcontainer.json': [{ fence: 526 }],
      '.devcontainer/docker-compose.devcontainer.yml': [{ fence: 562 }],
      '.github/workflows/cd.yml': ['on: [push, pull_request]', { fence: 576 }],
    },
    beside: { ...python, ...next, 'backend/Dockerfile.local': base, 'frontend/Dockerfile.local': base },
  },
  hardened: { files: { 'docker-compose.yml': [{ fence: 192 }], 'docker-compose.prod.yml': [{ fence: 289 }] }, beside: { ...python, ...next } },
  ignore: { files: { '.dockerignore': [{ fence: 468 }] }, beside: { Dockerfile: `${base}COPY . .\n`, 'app/main.py': '', 'app/.env': '' } },
  scan: {
    files: { '.github/workflows/cd.yml': [{ fence: 576 }], '.github/workflows/security.yml': [excerpt, { fence: 616, indent: 6 }] },
  },
  'scan in the same workflow': { files: { '.github/workflows/cd.yml': ['on: push', { fence: 576 }, { fence: 616, indent: 6 }] } },
  check: { files: { 'compose.yaml': ['services:\n  web:\n    build: .', { fence: 383, indent: 4 }] }, beside: { Dockerfile: base } },
  'check in the Dockerfile': { files: { Dockerfile: [base, { fence: 377 }] } },
  'wrong order': { files: { Dockerfile: [base, { fence: 511, lines: [513, 514] }] }, beside: requirements },
  'right order': { files: { Dockerfile: [base, { fence: 511, lines: [517, 519] }] }, beside: requirements },
  alpine: { files: { Dockerfile: [{ line: 461, span: 0, before: 'FROM ', after: '\nRUN pip install --no-cache-dir scikit-learn==1.8.0' }] } },
}

export const dockerContainerization: Seed = {
  name: 'docker-containerization',
  replays,
  mistakes: [
    {
      number: '004-1',
      found: [
        ['tree', 'backend/Dockerfile', 72, 'df/syntax-old'],
        ['tree', 'frontend/Dockerfile', 134, 'df/syntax-old'],
      ],
    },
    { number: '004-2', found: [['tree', 'frontend/Dockerfile', 144, 'df/npm-omit-dev-before-build']] },
    { number: '004-3', found: [['tree', 'frontend/Dockerfile', 144, 'df/npm-only-production']] },
    {
      number: '004-4',
      found: [
        ['tree', 'frontend/Dockerfile', 185, 'df/next-hostname'],
        ['tree', 'frontend/Dockerfile', 183, 'df/healthcheck-localhost'],
      ],
    },
    { number: '004-5', found: [['tree', 'frontend/Dockerfile', 180, 'df/legacy-env']] },
    { number: '004-6', found: [['tree', 'docker-compose.yml', 240, 'dc/public-env-runtime']] },
    { number: '004-7', found: [['tree', 'frontend/Dockerfile', 173, 'df/next-public-missing']] },
    { number: '004-8', found: [['tree', 'frontend/Dockerfile', 140, 'df/libc6-compat']] },
    { number: '004-9', found: [['tree', 'docker-compose.yml', 242, 'dc/depends-short']] },
    {
      number: '004-10',
      found: [
        ['tree', '.docker/docker-compose.prod.yml', 321, 'dc/secrets-external'],
        ['tree', '.docker/docker-compose.prod.yml', 323, 'dc/secrets-external'],
      ],
    },
    { number: '004-11', own: 'dc/secrets-mode-ignored', because: 'it comes up only once the secrets of the seed are files, which they are not' },
    { number: '004-12', found: [['hardened', 'docker-compose.prod.yml', 310, 'dc/password-twice']] },
    {
      number: '004-13',
      found: [
        ['tree', '.docker/docker-compose.prod.yml', 327, 'dc/network-unused'],
        ['tree', '.docker/docker-compose.prod.yml', 329, 'dc/network-unused'],
      ],
    },
    { number: '004-14', found: [['tree', '.docker/docker-compose.prod.yml', 296, 'dc/limit-too-high']] },
    { number: '004-15', elsewhere: 'how docker reads paths of several files; the file that the seed puts there has no relative path' },
    { number: '004-16', found: [['tree', '.dockerignore', 469, 'di/wrong-place']] },
    {
      number: '004-17',
      found: [
        ['ignore', '.dockerignore', 505, 'di/anchored-pattern'],
        ['ignore', '.dockerignore', 474, 'di/anchored-pattern'],
        ['ignore', '.dockerignore', 475, 'di/anchored-pattern'],
      ],
    },
    { number: '004-18', elsewhere: 'the code of a health endpoint in Python, which answers 200 when it is ill' },
    {
      number: '004-19',
      found: [
        ['tree', 'backend/Dockerfile', 123, 'df/healthcheck-start-period'],
        ['check in the Dockerfile', 'Dockerfile', 379, 'df/healthcheck-start-period'],
      ],
    },
    { number: '004-20', found: [['tree', '.devcontainer/docker-compose.devcontainer.yml', 567, 'dv/compose-volume-base']] },
    { number: '004-21', found: [['tree', '.devcontainer/devcontainer.json', 556, 'dv/user-missing']] },
    { number: '004-22', found: [['tree', '.devcontainer/devcontainer.json', 554, 'dv/install-not-owned']] },
    { number: '004-23', found: [['tree', '.devcontainer/devcontainer.json', 544, 'dv/extension-replaced']] },
    {
      number: '004-24',
      found: [
        ['tree', '.github/workflows/cd.yml', 582, 'ci/action-outdated'],
        ['scan', '.github/workflows/security.yml', 627, 'ci/action-outdated'],
      ],
    },
    { number: '004-25', found: [['scan', '.github/workflows/security.yml', 619, 'ci/action-unpinned']] },
    { number: '004-26', found: [['scan in the same workflow', '.github/workflows/cd.yml', 621, 'ci/scan-tag-mismatch']] },
    {
      number: '004-27',
      found: [
        ['tree', '.github/workflows/cd.yml', 579, 'ci/permissions'],
        ['tree', '.github/workflows/cd.yml', 608, 'ci/push-on-pr'],
      ],
    },
    { number: '004-28', elsewhere: 'a command that a person types in production' },
    { number: '004-29', elsewhere: 'the command as it stands is right; what goes wrong with others of its form is dc/command-shell-operators' },
    { number: '004-30', found: [['tree', 'backend/Dockerfile', 106, 'df/user-without-home']] },
    { number: '004-31', elsewhere: 'an explanation in words: a health check ends no container' },
    { number: '004-32', elsewhere: 'commands that a person types' },
    { number: '004-33', found: [['alpine', 'Dockerfile', 461, 'df/alpine-python-wheels']] },
    {
      number: '004-34',
      found: [
        ['tree', 'backend/Dockerfile', 82, 'df/libpq-unneeded'],
        ['tree', 'backend/Dockerfile', 101, 'df/libpq-unneeded'],
      ],
    },
  ],
  silent: [
    ['right order', 'Dockerfile', 518, 'df/deps-after-source'],
    ['right order', 'Dockerfile', 519, 'df/deps-after-source'],
    ['tree', 'docker-compose.dev.yml', 271, 'dc/command-shell-operators'],
    ['tree', '.docker/docker-compose.prod.yml', 303, 'dc/read-only-no-tmpfs'],
    ['tree', '.docker/docker-compose.prod.yml', 310, 'dc/env-secret-literal'],
    ['tree', 'docker-compose.yml', 202, 'dc/pg18-volume'],
    ['tree', 'backend/Dockerfile', 97, 'df/no-root-user'],
    ['tree', 'frontend/Dockerfile', 171, 'df/user-cmd-missing-in-base'],
    ['tree', 'backend/Dockerfile', 124, 'df/healthcheck-tool-missing'],
    ['tree', 'backend/Dockerfile', 128, 'df/shell-form-cmd'],
  ],
}
