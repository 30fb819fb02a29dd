import type { Service } from './contract.ts'
import { postgres } from './postgres.ts'

// Docker Hub, pgvector/pgvector: postgres of that major with the extension. 0.8 keeps the format of its indexes.
const major = '18'

/** What is not said here is as PostgreSQL has it, whose image is below this one. */
export const pgvector: Service = {
  ...postgres,
  id: 'pgvector',
  title: 'PostgreSQL with pgvector',
  aliases: ['postgres-vector'],
  image: imageFor(major),
  imageFor,
  // Told from plain PostgreSQL by what the project does with vectors; see detection.
  clients: {},
  volume: { name: 'pgvector-data', path: (version) => postgres.volume?.path(version || major) ?? '' },
  limits: { ...postgres.limits, memory: '1G' },
  // Parallel builds of indexes want their maintenance_work_mem here.
  shmSize: '256mb',
  words: [...postgres.words, 'PGVECTOR'],
  roles: { database: 1, vectors: 2 },
}

/** `--with pgvector:17` names PostgreSQL's major, as the image's own tags do. */
function imageFor(tag: string): string {
  return /^\d+$/.test(tag) ? `pgvector/pgvector:0.8.6-pg${tag}-trixie` : `pgvector/pgvector:${tag}`
}
