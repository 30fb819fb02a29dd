import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { repositoryOwner } from '../../src/world.ts'

const folders: string[] = []
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function withGit(config?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'owner-'))
  folders.push(folder)
  if (config !== undefined) {
    mkdirSync(join(folder, '.git'))
    writeFileSync(join(folder, '.git', 'config'), config)
  }
  return folder
}

test.each([
  ['git@github.com:Acme/shop.git', 'acme'],
  ['https://github.com/Acme/shop.git', 'acme'],
  ['ssh://git@host.example.com/acme/shop', 'acme'],
  ['/srv/git/shop.git', undefined],
])('%s belongs to %s', (url, owner) => {
  expect(repositoryOwner(withGit(`[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`))).toBe(owner)
})

test('origin before other remotes', () => {
  const config = '[remote "fork"]\n\turl = git@github.com:me/shop.git\n[remote "origin"]\n\tfetch = x\n\turl = git@github.com:acme/shop.git\n'
  expect(repositoryOwner(withGit(config))).toBe('acme')
})

test('without git nobody is known', () => {
  expect(repositoryOwner(withGit())).toBeUndefined()
})
