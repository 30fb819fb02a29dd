import type { Service } from './contract.ts'

// Docker Hub, opensearchproject/opensearch-dashboards: the same version as OpenSearch, which it checks.
const version = '3.8.0'

export const opensearchDashboards: Service = {
  id: 'opensearch-dashboards',
  title: 'OpenSearch Dashboards',
  aliases: ['dashboards'],
  protocol: 'opensearch-dashboards',
  image: imageFor(version),
  imageFor,
  clients: {},
  schemes: [],
  port: 5601,
  volume: null,
  environment: [
    { name: 'OPENSEARCH_HOSTS', value: '["https://opensearch:9200"]', secret: false },
    { name: 'OPENSEARCH_USERNAME', value: 'admin', secret: false },
    { name: 'OPENSEARCH_PASSWORD', value: '${OPENSEARCH_PASSWORD:?run: make env}', secret: true },
    // OpenSearch's certificate is its own.
    { name: 'OPENSEARCH_SSL_VERIFICATIONMODE', value: 'none', secret: false },
  ],
  variables: [],
  secretFiles: {},
  start: { entrypoint: ['./opensearch-dashboards-docker-entrypoint.sh'], command: ['opensearch-dashboards'] },
  command: null,
  health: {
    // Asks OpenSearch as well: green only where both are there. The page itself wants a login.
    test: [
      'CMD-SHELL',
      `curl -s -u "$OPENSEARCH_USERNAME:$OPENSEARCH_PASSWORD" http://127.0.0.1:5601/api/status | grep -qE '"overall":\\{[^}]*"state":"(green|yellow)"'`,
    ],
    startPeriodSeconds: 45,
  },
  limits: { memory: '1G', cpus: '1.0', pids: 200 },
  shmSize: null,
  capabilities: [],
  tmpfs: ['/tmp'],
  writesItself: 'it keeps its id and its plugins beside its program',
  connection: { scheme: 'http', user: null, password: null, database: null },
  words: [],
  customary: [],
  needs: ['opensearch'],
  aside: true,
  development: {
    environment: [
      { name: 'OPENSEARCH_HOSTS', value: '["http://opensearch:9200"]' },
      { name: 'DISABLE_SECURITY_DASHBOARDS_PLUGIN', value: 'true' },
    ],
    health: { test: ['CMD-SHELL', `curl -s http://127.0.0.1:5601/api/status | grep -qE '"overall":\\{[^}]*"state":"(green|yellow)"'`], startPeriodSeconds: 45 },
  },
}

function imageFor(tag: string): string {
  return `opensearchproject/opensearch-dashboards:${tag}`
}
