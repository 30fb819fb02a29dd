import { expect, it } from 'vitest'
import { isGitIgnored } from '../../src/apply/git-ignored.ts'
import { withMissingLines, withMissingNames } from '../../src/apply/missing-lines.ts'

it.each([
  ['.env', ['.env'], true],
  ['.env', ['/.env'], true],
  ['.env', ['**/.env'], true],
  ['.env', ['.env*'], true],
  ['.env', ['.e?v '], true],
  ['.env', ['.[de]nv'], true],
  ['.env', ['.[!e]nv'], false],
  ['.env', ['# .env', '', 'env', '.env/', 'conf/.env', '*.env.local'], false],
  ['.env', ['.env*', '!.env'], false],
  ['.env', ['!.env', '.env'], true],
  ['.env', ['[.env'], false],
  ['.secrets/', ['.secrets/'], true],
  ['.secrets/', ['/.secrets'], true],
  ['.secrets/', ['.secret'], false],
  ['.env.*', ['.env.*'], true],
  ['.env.*', ['.env*'], true],
  ['.env.*', ['.env.local'], false],
])('%s is ignored by %j: %s', (entry, patterns, expected) => {
  expect(isGitIgnored(patterns, entry)).toBe(expected)
})

it('an exception above a pattern that comes in is said again below it, once', () => {
  const wanted = '.env\n.env.*\n!.env.example\n'
  const once = withMissingLines('.env\n!.env.example\n', wanted, isGitIgnored)
  expect(once).toBe('.env\n!.env.example\n.env.*\n!.env.example\n')
  expect(withMissingLines(once!, wanted, isGitIgnored)).toBeNull()
})

it('sections stay apart, and apart from a text that has blank lines itself', () => {
  const wanted = '# --- One\n# first\nA=1\n\n# --- Two\nB=2\n'
  expect(withMissingNames('X=1\n', wanted)).toBe('X=1\n# --- One\n# first\nA=1\n\n# --- Two\nB=2\n')
  expect(withMissingNames('X=1\n\nY=2', wanted)).toBe('X=1\n\nY=2\n\n# --- One\n# first\nA=1\n\n# --- Two\nB=2')
  expect(withMissingNames('export B = 3\n', wanted)).toBe('export B = 3\n# --- One\n# first\nA=1\n')
})

it('what follows a recipe of a Makefile is parted from it', () => {
  expect(withMissingLines('test:\n\tpytest\n', 'include docker.mk\n')).toBe('test:\n\tpytest\n\ninclude docker.mk\n')
  expect(withMissingLines('A := 1\n', 'include docker.mk\n')).toBe('A := 1\ninclude docker.mk\n')
})
