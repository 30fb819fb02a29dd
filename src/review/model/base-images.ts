import { parseImage, type ImageName } from './image-name.ts'

/** What is known of a base image without asking a registry. */
export interface BaseImage extends ImageName {
  /** As a person names it: `python:3.13-slim`. */
  label: string
  /** The runtime's or the distribution's version, where the tag says one. */
  version: readonly number[] | null
  distribution: 'debian' | 'ubuntu' | 'alpine' | 'distroless' | 'scratch' | null
  release: string | null
  /** Whether a program is in it; null: not known. */
  has(program: string): boolean | null
  /** Users beyond root, by name; null: not known. */
  users: Readonly<Record<string, number>> | null
  /** Who runs it: a name or number; null: not known. `self`: begins as root and steps down by itself. */
  user: string | null
}

interface Family {
  /** What it is when its tag does not say: `full` carries compilers and fetchers. */
  variant?: 'full' | 'slim' | 'alpine'
  /** Release of Debian for a version, where the tag names none. */
  release?: (version: readonly number[] | null) => string | null
  has?: readonly string[]
  lacks?: readonly string[]
  users?: Readonly<Record<string, number>>
  user?: string
  /** Its tags' versions are the distribution's own. */
  distribution?: NonNullable<BaseImage['distribution']>
}

/** In trixie's `-slim` and in every Debian without `-slim` that apt alone fills. */
const slimDebianLacks = [
  'curl',
  'wget',
  'git',
  'gcc',
  'cc',
  'g++',
  'make',
  'nc',
  'ps',
  'pkill',
  'pgrep',
  'sudo',
  'unzip',
  'jq',
  'psql',
  'pg_isready',
  'redis-cli',
]
const alpineHas = ['wget', 'adduser', 'addgroup', 'nc', 'ps', 'pgrep', 'pkill', 'unzip', 'sh']
const alpineLacks = ['curl', 'git', 'bash', 'useradd', 'groupadd', 'usermod', 'groupmod', 'gcc', 'cc', 'g++', 'make', 'sudo', 'jq']
const fullHas = ['curl', 'wget', 'git', 'gcc', 'cc', 'g++', 'make', 'unzip', 'ps', 'useradd', 'groupadd', 'bash', 'sh']

/** Their official Dockerfiles, by name; what is not here is not guessed. */
const families: Readonly<Record<string, Family>> = {
  python: { variant: 'full', release: () => 'trixie', has: ['python', 'python3', 'pip'], user: 'root' },
  node: { variant: 'full', release: nodeRelease, has: ['node', 'npm', 'npx'], users: { node: 1000 }, user: 'root' },
  debian: { distribution: 'debian', variant: 'slim', user: 'root' },
  ubuntu: { distribution: 'ubuntu', variant: 'slim', user: 'root', users: {} },
  alpine: { distribution: 'alpine', variant: 'alpine', user: 'root' },
  busybox: { has: ['wget', 'sh', 'nc'], lacks: ['curl', 'bash'], user: 'root' },
  golang: { variant: 'full', has: ['go'], user: 'root' },
  rust: { variant: 'full', has: ['cargo'], user: 'root' },
  ruby: { variant: 'full', has: ['ruby', 'gem', 'bundle'], user: 'root' },
  php: { variant: 'full', has: ['php', 'curl'], user: 'root' },
  'eclipse-temurin': { has: ['java'], user: 'root' },
  openjdk: { has: ['java'], user: 'root' },
  nginx: { has: ['curl', 'nginx'], users: { nginx: 101 }, user: 'root' },
  httpd: { has: ['httpd'], user: 'root' },
  caddy: { has: ['caddy', 'wget'], lacks: ['curl'], user: 'root' },
  'nginxinc/nginx-unprivileged': { has: ['curl', 'nginx'], users: { nginx: 101 }, user: '101' },
  'oven/bun': { has: ['bun'], users: { bun: 1000 }, user: 'root' },
  'denoland/deno': { has: ['deno'], user: 'root' },
  'ghcr.io/astral-sh/uv': { user: 'root' },
  'nvidia/cuda': { distribution: 'ubuntu', user: 'root', lacks: ['curl', 'wget', 'git'] },
  'continuumio/miniconda3': { has: ['conda', 'python', 'wget'], user: 'root' },
  'apache/airflow': { has: ['curl', 'python', 'airflow'], users: { airflow: 50000 }, user: '50000' },
  postgres: { has: ['psql', 'pg_isready', 'gosu'], lacks: ['curl', 'wget'], users: { postgres: 999 }, user: 'self' },
  redis: { has: ['redis-cli'], lacks: ['curl'], users: { redis: 999 }, user: 'self' },
  mysql: { has: ['mysqladmin', 'mysql'], lacks: ['wget'], users: { mysql: 999 }, user: 'self' },
  mariadb: { has: ['healthcheck.sh', 'mariadb'], lacks: ['curl', 'wget'], users: { mysql: 999 }, user: 'self' },
  mongo: { has: ['mongosh'], lacks: ['curl', 'wget'], users: { mongodb: 999 }, user: 'self' },
  rabbitmq: { has: ['rabbitmq-diagnostics', 'rabbitmqctl'], users: { rabbitmq: 999 }, user: 'self' },
  memcached: { lacks: ['curl', 'wget'], users: { memcache: 11211 }, user: 'memcache' },
}

/** @param text what FROM or `image:` names, its variables filled in. */
export function baseImage(text: string): BaseImage {
  const named = parseImage(text)
  const label = text.replace(/@sha256:.*$/, '')
  if (named.name === 'scratch') return { ...named, ...empty('scratch', label) }
  if (/^gcr\.io\/distroless\//.test(named.name)) return { ...named, ...empty('distroless', label), user: /nonroot/.test(named.tag ?? '') ? '65532' : 'root' }
  const family = families[named.name]
  if (!family) return { ...named, label, version: versionOf(named.tag), distribution: null, release: null, has: () => null, users: null, user: null }
  const version = versionOf(named.tag)
  const distribution = family.distribution ?? distributionOf(family, named.tag)
  const release = releaseOf(family, named.tag, version, distribution)
  return {
    ...named,
    label,
    version,
    distribution,
    release,
    has: (program) => inImage(program, family, distribution, release, variantOf(family, named.tag)),
    users: family.users ?? {},
    user: family.user ?? null,
  }
}

function empty(distribution: 'scratch' | 'distroless', label: string) {
  const has = (program: string): boolean | null =>
    distribution === 'distroless' && /^(python3?|node|java)$/.test(program) ? null : program === 'sh' && /debug/.test(label) ? null : false
  return { label, version: null, distribution, release: null, has, users: {}, user: 'root' }
}

function inImage(program: string, family: Family, distribution: BaseImage['distribution'], release: string | null, variant: string | null): boolean | null {
  if (family.has?.includes(program)) return true
  if (family.lacks?.includes(program)) return false
  if (distribution === 'alpine') return alpineHas.includes(program) ? true : alpineLacks.includes(program) ? false : null
  if (distribution === null) return null
  if (variant === 'full') return fullHas.includes(program) ? true : null
  if (variant !== 'slim') return null
  if (['useradd', 'groupadd', 'usermod', 'bash', 'sh'].includes(program)) return true
  if (['adduser', 'addgroup'].includes(program)) return release === 'trixie' ? false : distribution === 'debian' && release !== null ? true : null
  return slimDebianLacks.includes(program) ? false : null
}

function variantOf(family: Family, tag: string | null): string | null {
  if (tag && /(^|-)alpine/.test(tag)) return 'alpine'
  if (tag && /(^|-)slim/.test(tag)) return 'slim'
  return family.variant ?? null
}

function distributionOf(family: Family, tag: string | null): BaseImage['distribution'] {
  if (tag && /(^|-)alpine/.test(tag)) return 'alpine'
  if (tag && /(^|-)(windowsservercore|nanoserver|ubi\d|jammy|noble)/.test(tag)) return null
  return family.variant ? 'debian' : null
}

const debianReleases = ['trixie', 'bookworm', 'bullseye', 'buster', 'stretch', 'jessie', 'wheezy']
const debianNumbers: Readonly<Record<string, string>> = {
  13: 'trixie',
  12: 'bookworm',
  11: 'bullseye',
  10: 'buster',
  9: 'stretch',
  8: 'jessie',
  stable: 'trixie',
}

function releaseOf(family: Family, tag: string | null, version: readonly number[] | null, distribution: BaseImage['distribution']): string | null {
  const named = debianReleases.find((one) => tag?.includes(one))
  if (named) return named
  if (distribution !== 'debian') return null
  if (family.distribution === 'debian') return debianNumbers[version?.[0] ?? 'stable'] ?? null
  return family.release?.(version) ?? null
}

/** Even releases move to the Debian of their time; the odd ones between are not known here. */
function nodeRelease(version: readonly number[] | null): string | null {
  const major = version?.[0]
  if (major === undefined) return null
  return major >= 26 ? 'trixie' : major <= 24 && major >= 18 ? 'bookworm' : null
}

function versionOf(tag: string | null): readonly number[] | null {
  const found = /^v?(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1]
  return found === undefined ? null : found.split('.').map(Number)
}
