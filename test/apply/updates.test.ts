import { describe, expect, it, test } from 'vitest'
import { changes } from '../../src/apply/index.ts'

/** A `dependabot.yml` that a person has gains the entries that it lacks; nothing of it moves. */
const entry = (ecosystem: string, ...folders: string[]) =>
  `  - package-ecosystem: ${ecosystem}\n${folders.length > 1 ? `    directories:\n${folders.map((one) => `      - ${one}\n`).join('')}` : `    directory: ${folders[0]}\n`}    schedule:\n      interval: weekly\n`
const ours = (...folders: string[]) =>
  `# New versions.\nversion: 2\nupdates:\n${entry('docker', ...folders)}\n${entry('docker-compose', '/')}\n${entry('github-actions', '/')}`

async function after(mine: string, theirs: string, base?: string) {
  const file = { path: '.github/dependabot.yml', text: theirs, mode: 0o644, kind: 'updates' as const }
  const last = new Map(base === undefined ? [] : [[file.path, base]])
  const [change] = await changes([file], { root: '/nowhere' }, last, 'fail', { look: () => ({ kind: 'text', text: mine }) })
  return change && 'after' in change ? change.after : change?.action
}

/** What comes of it, and of a second run on that. */
async function settled(mine: string, theirs = ours('/')) {
  const first = await after(mine, theirs)
  if (first !== undefined && first.includes('\n')) expect(await after(first, theirs, theirs)).toMatch(/^(identical|kept)$/)
  return first
}

describe('a file of a person', () => {
  it('gains what it lacks, in its own indentation, below what is there', async () => {
    const mine = `version: 2\nupdates:\n- package-ecosystem: "pip" # the app\n  directory: "/"\n  schedule: {interval: daily}\n\n- package-ecosystem: npm\n  directory: /web\n  schedule:\n    interval: daily\n`
    expect(await settled(mine)).toBe(`${mine}
- package-ecosystem: docker
  directory: /
  schedule:
    interval: weekly

- package-ecosystem: docker-compose
  directory: /
  schedule:
    interval: weekly

- package-ecosystem: github-actions
  directory: /
  schedule:
    interval: weekly
`)
  })

  it('keeps what it says of an ecosystem', async () => {
    const mine = `version: 2\nupdates:\n  - package-ecosystem: docker\n    directory: /\n    schedule: { interval: monthly }\n  - package-ecosystem: github-actions\n    directory: /.github/workflows\n    schedule: { interval: monthly }\n`
    expect(await settled(mine)).toBe(`${mine}${entry('docker-compose', '/')}`)
  })

  it('has a folder of two looked after already', async () => {
    const mine = `version: 2\nupdates:\n${entry('docker', '/api')}${entry('docker-compose', '/')}${entry('github-actions', '/')}`
    expect(await settled(mine, ours('/api', '/web'))).toContain('  - package-ecosystem: docker\n    directories:\n      - /web\n    schedule:')
  })

  test.each(['"/*"', '"**/*"', '"/**"', '/w*'])('has folders looked after by %s', async (pattern) => {
    const mine = `version: 2\nupdates:\n${entry('docker', '/api', pattern)}${entry('docker-compose', '/')}${entry('github-actions', '/')}`
    expect(await settled(mine, ours('/api', '/web'))).toBe('identical')
  })

  it('keeps line ends and a byte order mark', async () => {
    const mine = `\uFEFFversion: 2\r\nupdates:\r\n${entry('docker', '/').replaceAll('\n', '\r\n')}`
    const text = await settled(mine)
    expect(text?.startsWith(mine)).toBe(true)
    expect(text).not.toMatch(/[^\r]\n/)
  })

  it('that has no entries yet gets them all', async () => {
    expect(await settled('version: 2\n')).toBe(`version: 2\nupdates:\n${ours('/').split('updates:\n')[1]}`)
    expect(await settled('version: 2\nupdates: []\n')).toContain('updates:\n  - package-ecosystem: docker\n')
  })

  test.each([
    ['of the first form', 'version: 1\nupdate_configs: []\n'],
    ['that is broken', 'version: 2\nupdates:\n  - [\n'],
    ['that is empty', ''],
  ])('%s stays as it is', async (_, mine) => {
    expect(await settled(mine)).toBe('kept')
  })
})

describe('a file of ours', () => {
  it('is updated where nobody touched it', async () => {
    expect(await after(ours('/api'), ours('/api', '/web'), ours('/api'))).toBe(ours('/api', '/web'))
  })

  it('keeps out what a person took out, and what they changed', async () => {
    const mine = ours('/api')
      .replace(`\n${entry('github-actions', '/')}`, '')
      .replace(/(docker-compose\n.*\n.*\n.*)weekly/, '$1daily')
    expect(await after(mine, ours('/api'), ours('/api'))).toBe('kept')
    const text = await after(mine, ours('/api', '/web'), ours('/api'))
    const left = mine.replace(`${entry('docker', '/api')}\n`, '')
    expect(text).toBe(`${left}\n${entry('docker', '/api', '/web')}`)
  })

  it('adds no folder of an ecosystem that a person took out', async () => {
    const mine = ours('/api').replace(`${entry('docker', '/api')}\n`, '')
    expect(await after(mine, ours('/api', '/web'), ours('/api'))).toBe('kept')
  })

  it('leaves an entry that a person changed alone, and looks after the new folder by itself', async () => {
    const mine = ours('/api').replace('weekly', 'daily')
    const text = await after(mine, ours('/api', '/web'), ours('/api'))
    expect(text).toContain('docker\n    directory: /api\n    schedule:\n      interval: daily\n')
    expect(text).toContain('docker\n    directories:\n      - /web\n')
  })
})
