import type { Language } from '../detect/facts.ts'

/**
 * A service is something the project uses and does not write: a database, a cache. All of it is data, no text of any file.
 * `{name}` stands for the name that the service has in compose, since the tests' own copy of it is called otherwise.
 *
 * To add one: `npm run plop service`, fill in the file, add its line to `index.ts`, add a case that detects it.
 */
export interface Service {
  /** What a person types: `--with postgres`. The file's name. */
  id: string
  title: string
  /** Other names that people use for it. */
  aliases: readonly string[]
  /** Kinds that are recognised in projects and have no image any more: this one runs in their place. */
  standsFor?: readonly string[]
  /** What it speaks. Services of one protocol serve the same code, so a project has one of them. */
  protocol: string
  /** Repository and tag, exact enough that a pull next month brings no surprise. */
  image: string
  /** Repository and tag for another version (`postgres:17` → 17). */
  imageFor(version: string): string
  /** Distributions whose presence means that the project talks to it, by language. */
  clients: Partial<Record<Language, readonly string[]>>
  /** Schemes of its URLs: `postgresql`, `redis`. Driver suffixes (`+asyncpg`) are cut off before comparing. */
  schemes: readonly string[]
  port: number
  /** The port for programs on this machine, where that is another one. */
  hostPort?: number
  /** Pages for people, published in development too: a name for the variable, and the port. */
  pages?: readonly { name: string; port: number }[]
  /** Where its data lies for a version; null: nothing worth keeping. */
  volume: { name: string; path(version: string): string } | null
  /** Volumes that the image declares and nobody keeps: in memory, or each container would leave a nameless one behind. */
  scratch?: readonly string[]
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
    /** A random value has a capital and a sign too, which the service insists on. */
    mixed?: true
  }[]
  /** Environment of `*_FILE` form that its image reads secrets from: `POSTGRES_PASSWORD` → `POSTGRES_PASSWORD_FILE`. */
  secretFiles: Readonly<Record<string, string>>
  /** What the image starts, for one that reads a secret from its environment alone: production puts a shell before it that fills it in. */
  start?: { entrypoint: readonly string[]; command: readonly string[] }
  command: readonly string[] | null
  /** In its place where the code has one of these packages, by name in their own registry. */
  commandFor?: { clients: readonly string[]; command: readonly string[] }
  /** Fixed where data is stored under it. */
  hostname?: string
  /**
   * As the container's shell reads it: `$NAME` is its own environment, not compose's. `image`: the image brings a check that is right.
   * `none`: the image has nothing to ask with, or it does its work and ends.
   */
  health: HealthCheck | 'image' | 'none'
  limits: { memory: string; cpus: string; pids: number }
  shmSize: string | null
  /** What production needs beside `cap_drop: ALL`; its entrypoint changes user and owner. */
  capabilities: readonly string[]
  /** Paths it writes beside its volume, for a read-only root. */
  tmpfs: readonly string[]
  /** Why its root cannot be read-only in production. */
  writesItself?: string
  /** How the app reaches it: parts of a connection as compose text. */
  connection: {
    scheme: string
    user: string | null
    password: string | null
    /** As a URL has it, `%2F` for a slash. */
    database: string | null
    /** What stands behind the path: `authSource=admin`. */
    query?: string
  }
  /**
   * Makes databases beside that one, for a container of the same image: a script that makes what is not there of `$DATABASES`, on the
   * server whose host is the service's id, and which of the environment it reads, by itself or as a file.
   */
  moreDatabases?: { script: string; reads: readonly string[] }
  /** How its data is written to a file and read back, of a store alone: what a queue or a cache holds is made again. */
  backup?: Backup
  /** What clients are told where its volume was made with another password than `.env` has. */
  refusal?: string
  /** What it asks of the machine, told where it does not start. */
  host?: { symptom: string; look: string; mend: string }
  /** Schemes that SQLAlchemy tells drivers apart by, the preferred first. */
  drivers?: readonly { distribution: string; scheme: string; asynchronous: boolean }[]
  /** Its own words in names of variables, without the general ones: `REDIS`. A name with one of them is about this service. */
  words: readonly string[]
  /** What it is used as, and how well it suits: of two brokers the lower number is the one that `BROKER_URL` means. */
  roles?: Partial<Record<Role, number>>
  /** Names that no general form covers, each a regular expression on the whole name; the first that fits counts. `clients`: only beside one of these. */
  parts?: readonly { pattern: RegExp; part: Part; clients?: readonly string[] }[]
  /** What code without variables of its own is given. `native`: these distributions read it by themselves, so with them it is given beside others too. */
  customary: readonly { name: string; part: Part; native?: readonly string[] }[]
  /** Services that it cannot do without: they come along, and it waits for them. */
  needs?: readonly string[]
  /** For people, not for code: apps neither wait for it nor get its address. */
  aside?: true
  /** Started by a person who asks for this profile, never with the rest. */
  profile?: 'monitoring' | 'load'
  /** Files and folders of the project that it reads, mounted read-only, and which of what is in them is ours. */
  reads?: readonly { source: string; path: string; ours: readonly string[] }[]
  /** Its page is published outside of development too, since it asks for a login. */
  published?: true
  /** How development differs: what takes the place of environment, check and connection. */
  development?: {
    environment: readonly { name: string; value: string }[]
    health?: HealthCheck
    connection?: Pick<Service['connection'], 'scheme' | 'user' | 'password'>
  }
  /** Stands in for what production has for real, so production does without it and asks for the real one's address. */
  developmentOnly?: true
  /** It stands in front of the units, and hands each request to the one that answers it. */
  proxy?: ProxyKind
  /** Who runs it, as compose has it; absent: the image's user. */
  runsAs?: string
}

/**
 * Commands for bash in its container, which the images have for their entrypoints; each is run if the one before went well. `{database}` is
 * the database's name, and none holds a `'`, since they stand between two. A password comes from the container's environment or from its
 * file and is no word of a command, or `ps` would show it.
 */
export interface Backup {
  /** Of the file. One that ends in `gz` is checked as a whole before anything is done with it. */
  extension: string
  /** The name of the image's own database, as its container has it; null: a file holds all that the server has. */
  database: string | null
  /** Writes the data to standard output. */
  dump: readonly string[]
  /** Reads standard input, and leaves nothing beside what was in it. */
  restore: readonly string[]
  /** Prints the names of the databases that were made beside the image's own. */
  others?: string
  /** What else a person should know. */
  note?: string
}

/** How a proxy is told where requests go: a file from a template of its own, mounted read-only. */
export interface ProxyKind {
  template: string
  /** In the project. */
  file: string
  /** In the container. */
  mountedAt: string
  /** It ends TLS in production by itself, for the name in DOMAIN: there it is published on these ports of the machine. */
  tls?: readonly { variable: string; host: number; container: number; comment: string }[]
  /** A line of its log where a service does not answer, for people who look for it. */
  failure: string
}

export interface HealthCheck {
  test: readonly string[]
  startPeriodSeconds: number
  /** For checks that start a virtual machine or an interpreter: asked less often, with more time to answer. */
  slow?: true
}

/** What a service can be to a program, in names that do not say which service it is. */
export type Role = 'database' | 'broker' | 'results' | 'cache' | 'vectors' | 'mail'

/** `address` is host and port without a scheme; `tls` whether to encrypt, which inside the project is no. */
export type Part = 'url' | 'address' | 'host' | 'port' | 'user' | 'password' | 'database' | 'region' | 'tls' | 'scheme'
