import type { Dependency } from '../facts.ts'

interface Row {
  names: readonly string[]
  build: readonly string[]
  run: readonly string[]
}

/** Packages with native parts that bring no build for Debian, or need a library of it. The rest have what they need inside. */
const rows: readonly Row[] = [
  { names: ['canvas'], build: [], run: ['libcairo2', 'libgif7', 'libjpeg62-turbo', 'libpango-1.0-0', 'librsvg2-2'] },
  { names: ['better-sqlite3', 'sqlite3', 'argon2', 'node-rdkafka', 'node-sass', 'bcrypt', 're2', 'zeromq'], build: ['g++', 'make', 'python3'], run: [] },
  { names: ['prisma', '@prisma/client'], build: [], run: ['ca-certificates', 'openssl'] },
  { names: ['puppeteer', 'puppeteer-core'], build: [], run: ['chromium', 'fonts-liberation'] },
]

/** Debian packages that the unit's own dependencies need. */
export function nodeSystemPackages(dependencies: readonly Dependency[]): { build: readonly string[]; run: readonly string[] } {
  const needed = rows.filter((row) => dependencies.some((one) => one.group === 'main' && row.names.includes(one.name)))
  const unique = (key: 'build' | 'run') => [...new Set(needed.flatMap((row) => row[key]))].sort()
  return { build: unique('build'), run: unique('run') }
}
