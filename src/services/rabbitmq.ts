import type { Service } from './contract.ts'

// Docker Hub, library/rabbitmq, with the page for people: a minor at a time, since each wants its feature flags first.
const version = '4.3'

export const rabbitmq: Service = {
  id: 'rabbitmq',
  title: 'RabbitMQ',
  aliases: ['rabbit', 'amqp'],
  protocol: 'amqp',
  image: imageFor(version),
  imageFor,
  clients: { python: ['pika', 'aio-pika', 'aiormq', 'amqpstorm', 'taskiq-aio-pika'], node: ['amqplib', 'amqp-connection-manager', 'rascal'] },
  schemes: ['amqp', 'amqps', 'pyamqp'],
  port: 5672,
  pages: [{ name: 'management', port: 15672 }],
  volume: { name: 'rabbitmq-data', path: () => '/var/lib/rabbitmq' },
  environment: [
    { name: 'RABBITMQ_DEFAULT_USER', value: '${RABBITMQ_USER:-app}', secret: false },
    { name: 'RABBITMQ_DEFAULT_PASS', value: '${RABBITMQ_PASSWORD:?run: make env}', secret: true },
  ],
  variables: [
    {
      name: 'RABBITMQ_USER',
      example: () => 'app',
      comment: 'Who the app is to RabbitMQ, and the login of its page.',
      fresh: 'example',
      required: false,
      urlSafe: true,
    },
    {
      name: 'RABBITMQ_PASSWORD',
      example: () => '',
      comment: 'Goes into a URL: letters, digits, . _ ~ - only. RabbitMQ keeps the one it was first started with.',
      fresh: 'random',
      required: true,
      urlSafe: true,
    },
  ],
  // RABBITMQ_DEFAULT_PASS_FILE makes the entrypoint stop: it was taken away with 3.9.
  secretFiles: {},
  start: { entrypoint: ['docker-entrypoint.sh'], command: ['rabbitmq-server'] },
  command: null,
  // The folder of its data is called after the node, and the node after the host.
  hostname: 'rabbitmq',
  health: {
    // `ping` is true as soon as the machine runs; this one when AMQP is taken.
    test: ['CMD', 'rabbitmq-diagnostics', '-q', 'check_port_listener', '5672'],
    startPeriodSeconds: 60,
    slow: true,
  },
  limits: { memory: '512M', cpus: '1.0', pids: 300 },
  shmSize: null,
  capabilities: ['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID'],
  tmpfs: ['/tmp', '/var/log/rabbitmq'],
  // The virtual host is called `/`: written so it is one for every client, while pika takes the second slash of `//` for none.
  connection: { scheme: 'amqp', user: '${RABBITMQ_USER:-app}', password: '${RABBITMQ_PASSWORD:?run: make env}', database: '%2F' },
  refusal: 'ACCESS_REFUSED',
  words: ['RABBITMQ', 'RABBIT', 'AMQP'],
  roles: { broker: 1, results: 2 },
  customary: [{ name: 'RABBITMQ_URL', part: 'url' }],
  parts: [{ pattern: /^(.*_)?(RABBITMQ|RABBIT|AMQP)_(DEFAULT_)?V(IRTUAL_)?HOST$/, part: 'database' }],
}

function imageFor(tag: string): string {
  return `rabbitmq:${tag}-management-alpine`
}
