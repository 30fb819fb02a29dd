import type { Service } from './contract.ts'

// Docker Hub, localstack/localstack: one image since March 2026, which starts with a token only.
const version = '2026.09.0'

/** They read the names that AWS' own tools read. */
const awsClients = ['boto3', 'aioboto3', 'botocore', 'aiobotocore', 's3fs', 'django-storages']

export const localstack: Service = {
  id: 'localstack',
  title: 'LocalStack',
  aliases: ['aws'],
  protocol: 'aws',
  image: imageFor(version),
  imageFor,
  clients: { python: ['localstack-client'] },
  schemes: [],
  port: 4566,
  volume: { name: 'localstack-data', path: () => '/var/lib/localstack' },
  environment: [{ name: 'LOCALSTACK_AUTH_TOKEN', value: '${LOCALSTACK_AUTH_TOKEN:?set it in .env}', secret: true }],
  variables: [
    {
      name: 'LOCALSTACK_AUTH_TOKEN',
      example: () => '',
      comment: 'Of your account at LocalStack: put yours here, without it nothing starts.',
      fresh: 'example',
      required: true,
      urlSafe: false,
    },
  ],
  secretFiles: {},
  command: null,
  health: { test: ['CMD', 'curl', '-sf', '-o', '/dev/null', 'http://127.0.0.1:4566/_localstack/health'], startPeriodSeconds: 60 },
  limits: { memory: '1G', cpus: '1.0', pids: 500 },
  shmSize: null,
  capabilities: [],
  tmpfs: ['/tmp'],
  writesItself: 'it installs what it emulates while it runs',
  // Any login is right.
  connection: { scheme: 'http', user: 'test', password: 'test', database: null },
  words: ['LOCALSTACK'],
  customary: [
    { name: 'AWS_ENDPOINT_URL', part: 'url' },
    { name: 'AWS_ACCESS_KEY_ID', part: 'user', native: awsClients },
    { name: 'AWS_SECRET_ACCESS_KEY', part: 'password', native: awsClients },
    { name: 'AWS_DEFAULT_REGION', part: 'region', native: awsClients },
  ],
  parts: [
    { pattern: /^(.*_)?(AWS|LOCALSTACK|S3|SQS|SNS|DYNAMODB|KINESIS)(_[A-Z0-9]+)*_?ENDPOINT(_URL)?$/, part: 'url' },
    { pattern: /^(.*_)?AWS(_[A-Z0-9]+)*_?SECRET(_ACCESS)?_KEY$/, part: 'password' },
    { pattern: /^(.*_)?AWS(_[A-Z0-9]+)*_?ACCESS_KEY(_ID)?$/, part: 'user' },
    { pattern: /^(.*_)?AWS(_[A-Z0-9]+)*_?REGION(_NAME)?$/, part: 'region' },
  ],
  developmentOnly: true,
}

function imageFor(tag: string): string {
  return `localstack/localstack:${tag}`
}
