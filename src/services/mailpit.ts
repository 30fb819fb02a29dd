import type { Service } from './contract.ts'

// Docker Hub, axllent/mailpit.
const version = '1.30'

export const mailpit: Service = {
  id: 'mailpit',
  title: 'Mailpit',
  aliases: ['mail', 'smtp', 'mailhog'],
  protocol: 'smtp',
  image: imageFor(version),
  imageFor,
  // Whoever sends mail could want it, and nobody needs it: offered, not added.
  clients: {},
  schemes: ['smtp'],
  port: 1025,
  pages: [{ name: 'web', port: 8025 }],
  volume: null,
  environment: [
    // Any login is right, in the clear: nothing leaves.
    { name: 'MP_SMTP_AUTH_ACCEPT_ANY', value: 'true', secret: false },
    { name: 'MP_SMTP_AUTH_ALLOW_INSECURE', value: 'true', secret: false },
  ],
  variables: [],
  secretFiles: {},
  command: null,
  health: 'image',
  limits: { memory: '128M', cpus: '0.5', pids: 50 },
  shmSize: null,
  capabilities: [],
  tmpfs: ['/tmp'],
  connection: { scheme: 'smtp', user: null, password: null, database: null },
  words: ['SMTP'],
  roles: { mail: 1 },
  customary: [
    { name: 'SMTP_HOST', part: 'host' },
    { name: 'SMTP_PORT', part: 'port' },
  ],
  parts: [{ pattern: /^(.*_)?SMTP(_[A-Z]+)*_(USE_)?(TLS|SSL|SSL_TLS|STARTTLS)$/, part: 'tls' }],
  developmentOnly: true,
}

function imageFor(tag: string): string {
  return `axllent/mailpit:v${tag.replace(/^v/, '')}`
}
