import type { Language } from '../detect/facts.ts'

/**
 * A service is something the project uses and does not write: a database, a cache. All of it is data, no text of any file.
 *
 * To add one: `npm run plop service`, fill in the file, add its line to `index.ts`, add a case that detects it.
 */
export interface Service {
  /** What a person types: `--with postgres`. The file's name. */
  id: string
  title: string
  /** Other names that people use for it. */
  aliases: readonly string[]
  /** Repository and tag, exact enough that a pull next month brings no surprise. */
  image: string
  /** Repository and tag for another version (`postgres:17` → 17). */
  imageFor(version: string): string
  /** Distributions whose presence means that the project talks to it, by language. */
  clients: Partial<Record<Language, readonly string[]>>
  /** Schemes of its URLs: `postgresql`, `redis`. Driver suffixes (`+asyncpg`) are cut off before comparing. */
  schemes: readonly string[]
  port: number
  /** Where its data lies for a version; null: nothing worth keeping. */
  volume: { name: string; path(version: string): string } | null
  /** Its own environment. `${NAME}` is compose interpolation. */
  environment: readonly { name: string; value: string; secret: boolean }[]
  /** Variables of `.env` that it brings. */
  variables: readonly {
    name: string
    example(project: string): string
    comment: string
    fresh: 'example' | 'random'
    required: boolean
    urlSafe: boolean
  }[]
  /** Environment of `*_FILE` form that its image reads secrets from: `POSTGRES_PASSWORD` → `POSTGRES_PASSWORD_FILE`. */
  secretFiles: Readonly<Record<string, string>>
  command: readonly string[] | null
  /** As the container's shell reads it: `$NAME` is its own environment, not compose's. */
  health: { test: readonly string[]; startPeriodSeconds: number }
  limits: { memory: string; cpus: string; pids: number }
  shmSize: string | null
  /** What production needs beside `cap_drop: ALL`; its entrypoint changes user and owner. */
  capabilities: readonly string[]
  /** Paths it writes beside its volume, for a read-only root. */
  tmpfs: readonly string[]
  /** How the app reaches it: parts of a connection as compose text. */
  connection: {
    scheme: string
    user: string | null
    password: string | null
    database: string | null
  }
  /** Variable names that hold its parts, for code that reads them one by one: each a regular expression on the name. */
  parts: readonly { pattern: RegExp; part: 'url' | 'host' | 'port' | 'user' | 'password' | 'database' }[]
}
