import type { Service } from './contract.ts'

// Docker Hub, qdrant/qdrant.
const version = '1.19.0'

export const qdrant: Service = {
  id: 'qdrant',
  title: 'Qdrant',
  aliases: [],
  protocol: 'qdrant',
  image: imageFor(version),
  imageFor,
  clients: { python: ['qdrant-client', 'langchain-qdrant', 'llama-index-vector-stores-qdrant'], node: ['@qdrant/js-client-rest', '@qdrant/js-client-grpc'] },
  schemes: ['qdrant'],
  port: 6333,
  volume: { name: 'qdrant-data', path: () => '/qdrant/storage' },
  environment: [
    // Else beside the program, where a new container starts without them.
    { name: 'QDRANT__STORAGE__SNAPSHOTS_PATH', value: '/qdrant/storage/snapshots', secret: false },
    { name: 'QDRANT_INIT_FILE_PATH', value: '/tmp/.qdrant-initialized', secret: false },
    { name: 'QDRANT__TELEMETRY_DISABLED', value: 'true', secret: false },
  ],
  variables: [],
  secretFiles: {},
  command: null,
  health: {
    // Neither curl nor wget is in the image, so bash speaks HTTP itself.
    test: ['CMD', 'bash', '-c', `exec 3<>/dev/tcp/127.0.0.1/6333 && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q ' 200 ' <&3`],
    startPeriodSeconds: 10,
  },
  limits: { memory: '512M', cpus: '1.0', pids: 200 },
  shmSize: null,
  capabilities: [],
  tmpfs: ['/tmp'],
  connection: { scheme: 'http', user: null, password: null, database: null },
  words: ['QDRANT'],
  roles: { vectors: 1 },
  customary: [{ name: 'QDRANT_URL', part: 'url' }],
  parts: [{ pattern: /^(.*_)?QDRANT_(ENDPOINT|ADDRESS|LOCATION)$/, part: 'url' }],
}

function imageFor(tag: string): string {
  return `qdrant/qdrant:v${tag.replace(/^v/, '')}`
}
