import type { Service } from './contract.ts'

// Docker Hub, chrislusf/seaweedfs. MinIO speaks the same protocol and makes no images any more.
const version = '4.44'

/** They read the names that AWS' own tools read. */
const awsClients = ['boto3', 'aioboto3', 'botocore', 'aiobotocore', 's3fs', 'django-storages']

export const seaweedfs: Service = {
  id: 'seaweedfs',
  title: 'SeaweedFS',
  aliases: ['minio', 's3', 'seaweed'],
  standsFor: ['minio'],
  protocol: 's3',
  image: imageFor(version),
  imageFor,
  clients: {},
  schemes: ['s3'],
  port: 8333,
  volume: { name: 'seaweedfs-data', path: () => '/data' },
  environment: [
    { name: 'AWS_ACCESS_KEY_ID', value: '${S3_ACCESS_KEY:-app}', secret: false },
    { name: 'AWS_SECRET_ACCESS_KEY', value: '${S3_SECRET_KEY:?run: make env}', secret: true },
    { name: 'S3_BUCKET', value: '${S3_BUCKET:-app-files}', secret: false },
  ],
  variables: [
    { name: 'S3_ACCESS_KEY', example: () => 'app', comment: 'Who the app is to the storage.', fresh: 'example', required: false, urlSafe: true },
    { name: 'S3_SECRET_KEY', example: () => '', comment: 'Read at every start, so it may change.', fresh: 'random', required: true, urlSafe: true },
    { name: 'S3_BUCKET', example: () => 'app-files', comment: 'Bucket that is there from the start.', fresh: 'example', required: false, urlSafe: true },
  ],
  secretFiles: {},
  start: { entrypoint: ['/entrypoint.sh'], command: [] },
  // All parts in one program, each found under a name that stays: an address would be another one after the next start.
  command: ['mini', '-dir=/data', '-ip={name}', '-webdav=false', '-admin.ui=false', '-master.telemetry=false'],
  health: { test: ['CMD', 'curl', '-sf', '-o', '/dev/null', 'http://127.0.0.1:8333/healthz'], startPeriodSeconds: 20 },
  limits: { memory: '512M', cpus: '1.0', pids: 200 },
  shmSize: null,
  capabilities: ['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID'],
  tmpfs: ['/tmp'],
  connection: { scheme: 'http', user: '${S3_ACCESS_KEY:-app}', password: '${S3_SECRET_KEY:?run: make env}', database: '${S3_BUCKET:-app-files}' },
  words: ['MINIO', 'SEAWEEDFS', 'SEAWEED'],
  customary: [
    { name: 'AWS_ENDPOINT_URL', part: 'url' },
    { name: 'AWS_ACCESS_KEY_ID', part: 'user', native: awsClients },
    { name: 'AWS_SECRET_ACCESS_KEY', part: 'password', native: awsClients },
    { name: 'AWS_DEFAULT_REGION', part: 'region', native: awsClients },
  ],
  parts: [
    // MinIO's own client takes host and port, everything else a URL.
    { pattern: /^(.*_)?(S3|MINIO|STORAGE)(_[A-Z0-9]+)*_(ENDPOINT|URL|SERVER|ADDRESS)$/, part: 'address', clients: ['minio', 'miniopy-async'] },
    { pattern: /^(.*_)?(AWS|S3|MINIO|STORAGE)(_[A-Z0-9]+)*_?ENDPOINT(_URL)?$/, part: 'url' },
    { pattern: /^(.*_)?(AWS|S3|MINIO|STORAGE)(_[A-Z0-9]+)*_?(SECRET(_ACCESS)?_?KEY|SECRET|ROOT_PASSWORD)$/, part: 'password' },
    { pattern: /^(.*_)?(AWS|S3|MINIO|STORAGE)(_[A-Z0-9]+)*_?(ACCESS_?KEY(_ID)?|KEY_ID|ROOT_USER)$/, part: 'user' },
    { pattern: /^(.*_)?(AWS|S3|MINIO|STORAGE)(_[A-Z0-9]+)*_?BUCKET(_NAME)?$/, part: 'database' },
    { pattern: /^(.*_)?(AWS|S3|MINIO)(_[A-Z0-9]+)*_?REGION(_NAME)?$/, part: 'region' },
    { pattern: /^(.*_)?(S3|MINIO)(_[A-Z0-9]+)*_?(SECURE|SSL|TLS|HTTPS)$/, part: 'tls' },
  ],
}

function imageFor(tag: string): string {
  return `chrislusf/seaweedfs:${tag}`
}
