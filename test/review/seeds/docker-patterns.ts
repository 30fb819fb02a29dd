import type { Replay, Seed } from './contract.ts'

const manifest = '[project]\nname = "shop"\nversion = "1"\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
const around = { 'pyproject.toml': manifest, 'uv.lock': '', 'src/app/__init__.py': '', 'src/app/__main__.py': 'import gunicorn\n', 'tests/test_app.py': '' }
const base = 'FROM python:3.12-slim-trixie\nWORKDIR /app\n'
const requirements = { 'requirements.txt': 'fastapi==0.142.0\n', 'main.py': '' }
const steps = 'on: push\npermissions: {contents: read}\njobs:\n  image:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |'

const replays: Readonly<Record<string, Replay>> = {
  app: {
    files: {
      Dockerfile: [{ fence: 15 }, { fence: 170 }],
      'compose.yaml': [{ fence: 96 }],
      'compose.prod.yaml': [{ fence: 135 }],
      '.dockerignore': [{ fence: 194 }],
    },
    beside: around,
  },
  check: { files: { 'compose.yaml': ['services:\n  app:\n    build: .', { fence: 161, indent: 4 }] }, beside: { Dockerfile: base } },
  mounts: { files: { Dockerfile: [base, { fence: 56 }] }, beside: requirements },
  'wrong order': { files: { Dockerfile: [base, { fence: 43, lines: [44, 46] }] }, beside: requirements },
  'right order': { files: { Dockerfile: [base, { fence: 43, lines: [48, 51] }] }, beside: requirements },
  user: { files: { Dockerfile: [base, { fence: 77 }] } },
  networks: { files: { 'compose.yaml': [{ fence: 260 }] } },
  'networks, ports': {
    files: {
      'compose.yaml': [
        {
          fence: 260,
          with: [
            ['      - frontend\n', ''],
            ['  db:', '    ports: ["8000:8000"]\n  db:'],
          ],
        },
      ],
    },
  },
  volumes: {
    files: { 'compose.yaml': ['services:\n  app:\n    build: .', { fence: 246, indent: 4 }, 'volumes:\n  postgres_data:'] },
    beside: { Dockerfile: base },
  },
  parallel: { files: { '.github/workflows/docker.yml': [steps, { fence: 281, indent: 10 }] } },
  distroless: {
    files: {
      Dockerfile: [
        'FROM python:3.11-slim-trixie AS builder\nRUN python -m venv /opt/venv',
        { line: 73, span: 0, before: 'FROM ', after: '\nCOPY --from=builder /opt/venv /opt/venv' },
      ],
    },
  },
  'without a build system': { files: { Dockerfile: [{ fence: 15 }] }, beside: { ...around, 'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\n' } },
  exec: { files: { Dockerfile: [base, 'USER 10001', { fence: 211 }] } },
  'shell form': { files: { Dockerfile: [base, 'USER 10001', { fence: 211, lines: [216, 216], with: [['# ', '']] }] } },
}

export const dockerPatterns: Seed = {
  name: 'docker-patterns',
  replays,
  mistakes: [
    {
      number: '002-1',
      found: [
        ['app', 'Dockerfile', 23, 'df/project-install-before-source'],
        ['app', 'Dockerfile', 23, 'df/uv-frozen'],
      ],
    },
    { number: '002-2', found: [['without a build system', 'Dockerfile', 38, 'df/module-not-found']] },
    {
      number: '002-3',
      found: [
        ['app', 'compose.prod.yaml', 152, 'dc/healthcheck-tool'],
        ['check', 'compose.yaml', 163, 'dc/healthcheck-tool'],
        ['app', 'Dockerfile', 172, 'df/healthcheck-tool-missing'],
      ],
    },
    {
      number: '002-4',
      found: [
        ['mounts', 'Dockerfile', 62, 'df/apt-cache-mount'],
        ['mounts', 'Dockerfile', 63, 'df/apt-no-install-recommends'],
      ],
    },
    {
      number: '002-5',
      found: [
        ['app', 'compose.yaml', 106, 'dc/anonymous-volume'],
        ['volumes', 'compose.yaml', 255, 'dc/anonymous-volume'],
      ],
    },
    { number: '002-6', found: [['app', 'compose.prod.yaml', 148, 'dc/read-only-no-tmpfs']] },
    { number: '002-7', found: [['distroless', 'Dockerfile', 73, 'df/venv-other-interpreter']] },
    {
      number: '002-8',
      found: [
        ['app', 'compose.yaml', 97, 'dc/version-key'],
        ['app', 'compose.prod.yaml', 136, 'dc/version-key'],
      ],
    },
    { number: '002-9', found: [['parallel', '.github/workflows/docker.yml', 283, 'ci/compose-obsolete']] },
    { number: '002-10', found: [['networks, ports', 'compose.yaml', 266, 'dc/port-internal-network']] },
    { number: '002-11', found: [['app', 'compose.prod.yaml', 142, 'dc/port-replicas']] },
    { number: '002-12', found: [['app', '.dockerignore', 197, 'di/anchored-pattern']] },
    { number: '002-13', elsewhere: 'a signal handler in Python: program code, no Docker file' },
    { number: '002-14', elsewhere: 'a command that a person types after a failed build' },
    {
      number: '002-15',
      found: [
        ['app', 'compose.yaml', 120, 'dc/env-secret-literal'],
        ['app', 'compose.yaml', 110, 'dc/port-all-interfaces'],
      ],
    },
    { number: '002-16', elsewhere: 'sizes of images without what the program needs: no file that could be wrong' },
    { number: '002-17', found: [['app', 'compose.yaml', 115, 'dc/no-new-privileges']] },
  ],
  silent: [
    ['right order', 'Dockerfile', 50, 'df/deps-after-source'],
    ['right order', 'Dockerfile', 51, 'df/deps-after-source'],
    ['exec', 'Dockerfile', 213, 'df/shell-form-cmd'],
    ['networks', 'compose.yaml', 262, 'dc/port-internal-network'],
    ['user', 'Dockerfile', 80, 'df/no-root-user'],
    ['user', 'Dockerfile', 79, 'df/user-cmd-missing-in-base'],
    ['app', 'compose.prod.yaml', 140, 'dc/limits'],
    ['app', 'compose.prod.yaml', 140, 'dc/no-new-privileges'],
    ['app', 'compose.yaml', 113, 'dc/depends-no-healthcheck'],
  ],
}
