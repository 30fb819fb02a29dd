import type { Service } from './contract.ts'

// Docker Hub, opensearchproject/opensearch.
const version = '3.8.0'

export const opensearch: Service = {
  id: 'opensearch',
  title: 'OpenSearch',
  aliases: ['os'],
  protocol: 'opensearch',
  image: imageFor(version),
  imageFor,
  clients: { python: ['opensearch-py', 'opensearch-dsl'], node: ['@opensearch-project/opensearch'] },
  schemes: ['opensearch'],
  port: 9200,
  volume: { name: 'opensearch-data', path: () => '/usr/share/opensearch/data' },
  environment: [
    { name: 'discovery.type', value: 'single-node', secret: false },
    { name: 'OPENSEARCH_JAVA_OPTS', value: '-Xms512m -Xmx512m', secret: false },
    { name: 'OPENSEARCH_INITIAL_ADMIN_PASSWORD', value: '${OPENSEARCH_PASSWORD:?run: make env}', secret: true },
    // A second Java machine, for a dashboard that few look at.
    { name: 'DISABLE_PERFORMANCE_ANALYZER_AGENT_CLI', value: 'true', secret: false },
  ],
  variables: [
    {
      name: 'OPENSEARCH_PASSWORD',
      example: () => '',
      comment: 'Of the user admin: a capital, a small letter, a digit and one of . _ ~ - at least. OpenSearch keeps the one it was first started with.',
      fresh: 'random',
      required: true,
      urlSafe: true,
      mixed: true,
    },
  ],
  secretFiles: {},
  start: { entrypoint: ['./opensearch-docker-entrypoint.sh'], command: ['opensearch'] },
  command: null,
  health: {
    // The certificate is its own.
    test: ['CMD-SHELL', `curl -sk -u "admin:$OPENSEARCH_INITIAL_ADMIN_PASSWORD" https://127.0.0.1:9200/_cluster/health | grep -qE '"status":"(green|yellow)"'`],
    startPeriodSeconds: 30,
  },
  limits: { memory: '1536M', cpus: '1.0', pids: 500 },
  shmSize: null,
  capabilities: [],
  tmpfs: ['/tmp'],
  writesItself: 'it makes certificates and users beside its configuration',
  connection: { scheme: 'https', user: 'admin', password: '${OPENSEARCH_PASSWORD:?run: make env}', database: null },
  refusal: '401 Unauthorized',
  host: {
    symptom: '`max virtual memory areas vm.max_map_count [65530] is too low`',
    look: 'sysctl vm.max_map_count',
    mend: 'The machine itself has to allow more: `sudo sysctl -w vm.max_map_count=262144`, and a line in /etc/sysctl.d/ to keep it.',
  },
  words: ['OPENSEARCH'],
  customary: [{ name: 'OPENSEARCH_URL', part: 'url' }],
  parts: [
    { pattern: /^(.*_)?OPENSEARCH(_[A-Z]+)*_(HOSTS?_URLS?|URLS|HOSTS|NODES?|ENDPOINTS?)$/, part: 'url' },
    { pattern: /^(.*_)?OPENSEARCH_SCHEME$/, part: 'scheme' },
  ],
  development: {
    environment: [{ name: 'DISABLE_SECURITY_PLUGIN', value: 'true' }],
    health: {
      test: ['CMD-SHELL', `curl -s http://127.0.0.1:9200/_cluster/health | grep -qE '"status":"(green|yellow)"'`],
      startPeriodSeconds: 30,
    },
    connection: { scheme: 'http', user: null, password: null },
  },
}

function imageFor(tag: string): string {
  return `opensearchproject/opensearch:${tag}`
}
