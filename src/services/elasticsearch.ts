import type { Service } from './contract.ts'

// Docker Hub, library/elasticsearch: only whole versions are tagged, and the newest of each line alone is kept.
const version = '9.5.2'

export const elasticsearch: Service = {
  id: 'elasticsearch',
  title: 'Elasticsearch',
  aliases: ['es', 'elastic'],
  protocol: 'elasticsearch',
  image: imageFor(version),
  imageFor,
  clients: {
    python: ['elasticsearch', 'elasticsearch-dsl', 'elasticsearch7', 'elasticsearch8', 'aioelasticsearch', 'django-elasticsearch-dsl'],
    node: ['@elastic/elasticsearch'],
  },
  schemes: ['elasticsearch', 'es'],
  port: 9200,
  volume: { name: 'elasticsearch-data', path: () => '/usr/share/elasticsearch/data' },
  environment: [
    { name: 'discovery.type', value: 'single-node', secret: false },
    { name: 'xpack.security.enabled', value: 'true', secret: false },
    // Between containers of one machine; a certificate of its own would only be one that clients do not know.
    { name: 'xpack.security.http.ssl.enabled', value: 'false', secret: false },
    { name: 'ingest.geoip.downloader.enabled', value: 'false', secret: false },
    { name: 'ES_JAVA_OPTS', value: '-Xms512m -Xmx512m', secret: false },
    { name: 'ELASTIC_PASSWORD', value: '${ELASTIC_PASSWORD:?run: make env}', secret: true },
  ],
  variables: [
    {
      name: 'ELASTIC_PASSWORD',
      example: () => '',
      comment: 'Of the user elastic. Goes into a URL: letters, digits, . _ ~ - only. Elasticsearch keeps the one it was first started with.',
      fresh: 'random',
      required: true,
      urlSafe: true,
    },
  ],
  // ELASTIC_PASSWORD_FILE must be of mode 400 or 600, which no mounted secret is for everybody.
  secretFiles: {},
  start: { entrypoint: ['/bin/tini', '--', '/usr/local/bin/docker-entrypoint.sh'], command: ['eswrapper'] },
  command: null,
  health: {
    test: ['CMD-SHELL', `curl -s -u "elastic:$ELASTIC_PASSWORD" http://127.0.0.1:9200/_cluster/health | grep -qE '"status":"(green|yellow)"'`],
    startPeriodSeconds: 90,
  },
  limits: { memory: '1536M', cpus: '1.0', pids: 500 },
  shmSize: null,
  capabilities: [],
  tmpfs: ['/tmp'],
  writesItself: 'it keeps its keystore beside its configuration',
  connection: { scheme: 'http', user: 'elastic', password: '${ELASTIC_PASSWORD:?run: make env}', database: null },
  refusal: 'unable to authenticate user',
  host: {
    symptom: '`max virtual memory areas vm.max_map_count [65530] is too low`',
    look: 'sysctl vm.max_map_count',
    mend: 'The machine itself has to allow more: `sudo sysctl -w vm.max_map_count=262144`, and a line in /etc/sysctl.d/ to keep it.',
  },
  words: ['ELASTICSEARCH', 'ELASTIC', 'ES'],
  customary: [{ name: 'ELASTICSEARCH_URL', part: 'url' }],
  parts: [
    { pattern: /^(.*_)?(ELASTICSEARCH|ELASTIC|ES)(_[A-Z]+)*_(HOSTS?_URLS?|URLS|HOSTS|NODES?|ENDPOINTS?)$/, part: 'url' },
    { pattern: /^(.*_)?(ELASTICSEARCH|ELASTIC|ES)_SCHEME$/, part: 'scheme' },
  ],
}

function imageFor(tag: string): string {
  return `elasticsearch:${tag}`
}
