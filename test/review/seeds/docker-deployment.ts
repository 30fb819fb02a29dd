import type { Replay, Seed } from './contract.ts'
import type { Piece } from './pieces.ts'

const manifest = '[project]\nname = "shop"\nversion = "1"\nreadme = "README.md"\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
const around = { 'pyproject.toml': manifest, 'uv.lock': '', 'main.py': '', 'README.md': '', 'shop/__init__.py': '', 'shop/.env.local': '' }
const postgres = '  postgres:\n    image: postgres:17\n    healthcheck: {test: [CMD, pg_isready, -h, 127.0.0.1]}\n'
const slim = 'FROM python:3.12-slim\nUSER 10001\nCMD ["python", "-m", "app"]\n'

/** A service whose check is a row of the table. */
const asked = (name: string, how: string, line: number, more = ''): Piece[] => [
  `  ${name}:\n    ${how}\n${more}    healthcheck:`,
  { line, span: 0, before: '      test: "', after: '"' },
]

const replays: Readonly<Record<string, Replay>> = {
  app: { files: { Dockerfile: [{ fence: 48 }], '.dockerignore': [{ line: 67 }] }, beside: around },
  stack: { files: { 'compose.yaml': [{ fence: 72 }, { fence: 83 }, { fence: 93 }, postgres, 'networks:\n  app-network:'] } },
  user: { files: { Dockerfile: [{ fence: 48 }], 'compose.yaml': ['services:\n  web:\n    build: .', { fence: 116, indent: 4 }] }, beside: around },
  limits: { files: { 'compose.yaml': ['services:\n  web:\n    build: .', { fence: 121, indent: 4 }] }, beside: { Dockerfile: slim } },
  check: { files: { 'compose.yaml': ['services:\n  web:\n    build: .', { fence: 144, indent: 4 }] }, beside: { Dockerfile: slim } },
  table: {
    files: {
      'compose.yaml': [
        'services:',
        ...asked('api', 'build: .', 134),
        ...asked('page', 'build: .', 135),
        ...asked('airflow-webserver', 'image: apache/airflow:3.1.8', 136),
        ...asked('airflow-scheduler', 'image: apache/airflow:3.1.8', 137, '    command: scheduler\n'),
        ...asked('code', 'build: .', 138),
        ...asked('postgres', 'image: postgres:17', 139),
        ...asked('search', 'image: opensearchproject/opensearch:3.2.0', 140),
      ],
    },
    beside: { Dockerfile: slim },
  },
  dagster: { files: { 'compose.yaml': [{ fence: 240 }] } },
  'dagster, its anchor defined': {
    files: { 'compose.yaml': ['x-dagster-env: &dagster-env\n  DAGSTER_POSTGRES_HOST: postgres\n', { fence: 240 }, postgres] },
    beside: { 'infrastructure/dagster/Dockerfile': slim, 'infrastructure/Dockerfile.user_code': slim },
  },
  alpine: { files: { Dockerfile: [{ line: 35, span: 0, before: 'FROM ', after: '\nRUN pip install --no-cache-dir scikit-learn==1.8.0' }] } },
}

export const dockerDeployment: Seed = {
  name: 'docker-deployment',
  replays,
  mistakes: [
    { number: '000-1', found: [['app', 'Dockerfile', 51, 'df/user-cmd-missing-in-base']] },
    { number: '000-2', found: [['app', 'Dockerfile', 56, 'df/project-install-before-source']] },
    { number: '000-3', found: [['app', 'Dockerfile', 56, 'df/uv-frozen']] },
    { number: '000-4', found: [['app', 'Dockerfile', 62, 'df/uv-run-cmd']] },
    { number: '000-5', found: [['app', 'Dockerfile', 54, 'df/copy-from-latest']] },
    { number: '000-6', found: [['app', 'Dockerfile', 54, 'df/single-stage']] },
    {
      number: '000-7',
      found: [
        ['app', '.dockerignore', 67, 'di/anchored-pattern'],
        ['app', '.dockerignore', 67, 'di/readme-excluded'],
      ],
    },
    { number: '000-8', found: [['stack', 'compose.yaml', 103, 'dc/init-profile']] },
    { number: '000-9', found: [['stack', 'compose.yaml', 97, 'dc/init-restart']] },
    {
      number: '000-10',
      found: [
        ['dagster, its anchor defined', 'compose.yaml', 264, 'dc/anchor-replaced'],
        ['dagster, its anchor defined', 'compose.yaml', 271, 'dc/anchor-replaced'],
      ],
    },
    { number: '000-11', found: [['dagster', 'compose.yaml', 245, 'any/unreadable']] },
    { number: '000-12', found: [['dagster, its anchor defined', 'compose.yaml', 254, 'dc/dagster-code-location']] },
    { number: '000-13', found: [['dagster, its anchor defined', 'compose.yaml', 257, 'dc/dagster-entrypoint']] },
    {
      number: '000-14',
      found: [
        ['dagster, its anchor defined', 'compose.yaml', 247, 'dc/bind-missing-source'],
        ['dagster, its anchor defined', 'compose.yaml', 248, 'dc/bind-missing-source'],
      ],
    },
    {
      number: '000-15',
      found: [
        ['table', 'compose.yaml', 134, 'dc/healthcheck-tool'],
        ['table', 'compose.yaml', 135, 'dc/healthcheck-tool'],
        ['check', 'compose.yaml', 146, 'dc/healthcheck-tool'],
      ],
    },
    { number: '000-16', found: [['table', 'compose.yaml', 136, 'dc/airflow-health']] },
    { number: '000-17', found: [['table', 'compose.yaml', 137, 'dc/airflow-health']] },
    {
      number: '000-18',
      found: [
        ['table', 'compose.yaml', 139, 'dc/healthcheck-interpolated'],
        ['table', 'compose.yaml', 139, 'dc/pg-isready-socket'],
      ],
    },
    { number: '000-19', found: [['table', 'compose.yaml', 140, 'dc/opensearch-https']] },
    { number: '000-20', found: [['stack', 'compose.yaml', 76, 'dc/env-file-missing']] },
    { number: '000-21', found: [['stack', 'compose.yaml', 74, 'dc/image-latest']] },
    { number: '000-22', own: 'dc/init-profile', because: 'the seed has the profiles in a Makefile, and no service in any of them' },
    { number: '000-23', elsewhere: 'a Makefile whose reset removes volumes: no Docker file, and its writer may want just that' },
    { number: '000-24', found: [['user', 'compose.yaml', 117, 'dc/user-owns-nothing']] },
    { number: '000-25', own: 'df/venv-other-interpreter', because: 'the seed speaks of distroless in a decision tree, and has no Dockerfile of it' },
    { number: '000-26', found: [['alpine', 'Dockerfile', 35, 'df/alpine-python-wheels']] },
    { number: '000-27', own: 'dc/init-true', because: 'the seed says it of every program, and shows none' },
  ],
  silent: [
    ['table', 'compose.yaml', 138, 'dc/healthcheck-tool'],
    ['table', 'compose.yaml', 138, 'dc/healthcheck-interpolated'],
    ['stack', 'compose.yaml', 89, 'dc/depends-no-healthcheck'],
    ['limits', 'compose.yaml', 121, 'dc/limits'],
  ],
}
