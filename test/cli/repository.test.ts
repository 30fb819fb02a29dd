import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { repositoryOf } from '../../src/repository.ts'

const folders: string[] = []
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function withGit(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'repository-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, '.git', path)), { recursive: true })
    writeFileSync(join(folder, '.git', path), text)
  }
  return folder
}

const remote = (url: string) => ({ config: `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n` })

test.each([
  ['git@github.com:Acme/shop.git', 'acme'],
  ['https://github.com/Acme/shop.git', 'acme'],
  ['ssh://git@host.example.com/acme/shop', 'acme'],
  ['/srv/git/shop.git', null],
])('%s belongs to %s', (url, owner) => {
  expect(repositoryOf(withGit(remote(url))).owner).toBe(owner)
})

test('origin before other remotes', () => {
  const config = '[remote "fork"]\n\turl = git@github.com:me/shop.git\n[remote "origin"]\n\tfetch = x\n\turl = git@github.com:acme/shop.git\n'
  expect(repositoryOf(withGit({ config })).owner).toBe('acme')
})

test('without git nothing is known', () => {
  expect(repositoryOf(withGit())).toEqual({ owner: null, branch: null, withoutWorkflows: null })
})

test.each([
  ['what the remote had when it was cloned', { 'refs/remotes/origin/HEAD': 'ref: refs/remotes/origin/trunk\n', HEAD: 'ref: refs/heads/feature\n' }, 'trunk'],
  ['a branch of the clone that is called like one', { config: '[branch "feature"]\n\tremote = origin\n[branch "master"]\n\tremote = origin\n' }, 'master'],
  ['the first branch of a new repository', { HEAD: 'ref: refs/heads/main\n' }, 'main'],
  ['nothing, where only a branch of somebody is known', { HEAD: 'ref: refs/heads/feature\n' }, null],
])('the default branch: %s', (_, files, branch) => {
  expect(repositoryOf(withGit(files)).branch).toBe(branch)
})

test.each(['git@gitlab.com:acme/shop.git', 'https://bitbucket.org/acme/shop.git', 'https://dev.azure.com/acme/shop'])('%s reads no workflows', (url) => {
  expect(repositoryOf(withGit(remote(url))).withoutWorkflows).toContain('reads no workflows')
})

test.each(['git@github.com:acme/shop.git', 'https://github.example.com/acme/shop.git', '/srv/git/shop.git'])('%s may read them', (url) => {
  expect(repositoryOf(withGit(remote(url))).withoutWorkflows).toBeNull()
})

test('a folder within a repository has no workflows of its own', () => {
  const folder = join(withGit({ HEAD: 'ref: refs/heads/main\n' }), 'services', 'api')
  mkdirSync(folder, { recursive: true })
  expect(repositoryOf(folder).withoutWorkflows).toContain('root of the repository')
})
