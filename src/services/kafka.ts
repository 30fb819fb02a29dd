import type { Service } from './contract.ts'

// Docker Hub, apache/kafka: only whole versions are tagged.
const version = '4.3.1'

export const kafka: Service = {
  id: 'kafka',
  title: 'Apache Kafka',
  aliases: ['apache-kafka'],
  protocol: 'kafka',
  image: imageFor(version),
  imageFor,
  clients: {
    python: ['aiokafka', 'confluent-kafka', 'kafka-python', 'kafka-python-ng', 'faust', 'faust-streaming'],
    node: ['kafkajs', '@confluentinc/kafka-javascript'],
  },
  schemes: ['kafka'],
  // Inside the project; 9092 is for programs on this machine, who are told another address.
  port: 19092,
  hostPort: 9092,
  volume: { name: 'kafka-data', path: () => '/var/lib/kafka/data' },
  scratch: ['/etc/kafka/secrets', '/mnt/shared/config'],
  environment: [
    // Broker and controller in one: without ZooKeeper, which 4 no longer knows.
    { name: 'KAFKA_NODE_ID', value: '1', secret: false },
    { name: 'KAFKA_PROCESS_ROLES', value: 'broker,controller', secret: false },
    { name: 'KAFKA_CONTROLLER_QUORUM_VOTERS', value: '1@localhost:29093', secret: false },
    { name: 'KAFKA_CONTROLLER_LISTENER_NAMES', value: 'CONTROLLER', secret: false },
    { name: 'KAFKA_LISTENERS', value: 'PLAINTEXT://:19092,PLAINTEXT_HOST://:9092,CONTROLLER://:29093', secret: false },
    { name: 'KAFKA_ADVERTISED_LISTENERS', value: 'PLAINTEXT://{name}:19092,PLAINTEXT_HOST://localhost:${KAFKA_PORT:-9092}', secret: false },
    { name: 'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP', value: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT', secret: false },
    { name: 'KAFKA_INTER_BROKER_LISTENER_NAME', value: 'PLAINTEXT', secret: false },
    // There is one broker, so one copy.
    { name: 'KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR', value: '1', secret: false },
    { name: 'KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR', value: '1', secret: false },
    { name: 'KAFKA_TRANSACTION_STATE_LOG_MIN_ISR', value: '1', secret: false },
    { name: 'KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR', value: '1', secret: false },
    { name: 'KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR', value: '1', secret: false },
    { name: 'KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS', value: '0', secret: false },
    // Its own default is in /tmp.
    { name: 'KAFKA_LOG_DIRS', value: '/var/lib/kafka/data', secret: false },
    { name: 'KAFKA_HEAP_OPTS', value: '-Xms256m -Xmx512m', secret: false },
  ],
  variables: [],
  secretFiles: {},
  command: null,
  health: {
    // Its own heap is small: the check is a second Java machine in the same container.
    test: ['CMD-SHELL', 'KAFKA_HEAP_OPTS=-Xmx128m /opt/kafka/bin/kafka-broker-api-versions.sh --bootstrap-server 127.0.0.1:19092 >/dev/null 2>&1'],
    startPeriodSeconds: 60,
    slow: true,
  },
  limits: { memory: '1G', cpus: '1.0', pids: 300 },
  shmSize: null,
  capabilities: [],
  // The entrypoint writes the configuration from the environment, the programs their logs.
  tmpfs: ['/tmp', '/opt/kafka/config', '/opt/kafka/logs'],
  connection: { scheme: 'kafka', user: null, password: null, database: null },
  words: ['KAFKA', 'REDPANDA'],
  roles: { broker: 4 },
  customary: [{ name: 'KAFKA_BOOTSTRAP_SERVERS', part: 'address' }],
  parts: [
    { pattern: /^(.*_)?KAFKA(_[A-Z]+)*_(SERVERS?|BROKERS?|BROKER_LIST|BROKERS?_(URL|URLS|ADDRESS)|NODES|HOSTS|ADDRESS)$/, part: 'address' },
    { pattern: /^(.*_)?BOOTSTRAP_SERVERS?$/, part: 'address' },
  ],
}

function imageFor(tag: string): string {
  return `apache/kafka:${tag}`
}
