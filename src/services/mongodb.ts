import type { Service } from './contract.ts'

// Docker Hub, library/mongo: 8.0 is the release with long support. Of 8 and latest there is no tag.
const version = '8.0'

/** The tools take a password from a file of settings too; as a word of the command each list of processes would show it. */
const login = [
  '--username="$MONGO_INITDB_ROOT_USERNAME" --authenticationDatabase=admin',
  '--config=<(printf "password: \\"%s\\"" "${MONGO_INITDB_ROOT_PASSWORD:-$(cat "$MONGO_INITDB_ROOT_PASSWORD_FILE")}")',
].join(' ')

export const mongodb: Service = {
  id: 'mongodb',
  title: 'MongoDB',
  aliases: ['mongo'],
  protocol: 'mongodb',
  image: imageFor(version),
  imageFor,
  clients: { python: ['pymongo', 'motor', 'beanie', 'mongoengine', 'odmantic', 'umongo'], node: ['mongodb', 'mongoose'] },
  schemes: ['mongodb', 'mongodb+srv'],
  port: 27017,
  volume: { name: 'mongodb-data', path: () => '/data/db' },
  // For members of a sharded cluster.
  scratch: ['/data/configdb'],
  environment: [
    { name: 'MONGO_INITDB_ROOT_USERNAME', value: '${MONGODB_USER:-app}', secret: false },
    { name: 'MONGO_INITDB_ROOT_PASSWORD', value: '${MONGODB_PASSWORD:?run: make env}', secret: true },
  ],
  variables: [
    { name: 'MONGODB_USER', example: () => 'app', comment: 'Who the app is to MongoDB.', fresh: 'example', required: false, urlSafe: true },
    {
      name: 'MONGODB_PASSWORD',
      example: () => '',
      comment: 'Goes into a URL: letters, digits, . _ ~ - only. The database keeps the one it was made with.',
      fresh: 'random',
      required: true,
      urlSafe: true,
    },
    { name: 'MONGODB_DATABASE', example: () => 'app', comment: 'Name of the database.', fresh: 'example', required: false, urlSafe: true },
  ],
  secretFiles: { MONGO_INITDB_ROOT_PASSWORD: 'MONGO_INITDB_ROOT_PASSWORD_FILE' },
  command: null,
  health: {
    // By the container's name: the server of the first start listens on 127.0.0.1 only. HOME, or the shell's files end up among the data.
    test: [
      'CMD-SHELL',
      `HOME=/tmp mongosh --quiet --host "$HOSTNAME" -u "$MONGO_INITDB_ROOT_USERNAME" -p "$MONGO_INITDB_ROOT_PASSWORD" --eval "quit(db.adminCommand('ping').ok ? 0 : 1)"`,
    ],
    startPeriodSeconds: 30,
    slow: true,
  },
  limits: { memory: '1G', cpus: '1.0', pids: 500 },
  shmSize: null,
  capabilities: ['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID'],
  tmpfs: ['/tmp'],
  // The root user is kept in `admin`, whatever database the path names.
  connection: {
    scheme: 'mongodb',
    user: '${MONGODB_USER:-app}',
    password: '${MONGODB_PASSWORD:?run: make env}',
    database: '${MONGODB_DATABASE:-app}',
    query: 'authSource=admin',
  },
  backup: {
    extension: 'archive.gz',
    database: null,
    dump: [`mongodump ${login} --archive --gzip`],
    // Its users stay as they are here.
    restore: [`mongorestore ${login} --archive --gzip --drop --stopOnError --nsExclude="admin.*"`],
    note: 'The file is no snapshot: what is written meanwhile may be in it or not. Collections that it does not have stay as they are.',
  },
  refusal: 'Authentication failed',
  words: ['MONGODB', 'MONGO'],
  roles: { database: 2 },
  customary: [{ name: 'MONGODB_URL', part: 'url' }],
}

function imageFor(tag: string): string {
  return `mongo:${tag}`
}
