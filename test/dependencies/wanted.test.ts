import { describe, expect, test } from 'vitest'
import { refuseDependencies, wantedIn } from '../../src/dependencies/wanted.ts'

describe('what --dependencies takes', () => {
  test.each([
    ['imports', { kind: 'names', names: ['imports'] }],
    ['imports,orjson', { kind: 'names', names: ['imports', 'orjson'] }],
    ['requirements.in', { kind: 'file', path: 'requirements.in' }],
    ['./deploy/needs.pip', { kind: 'file', path: 'deploy/needs.pip' }],
    ['deploy/needs', { kind: 'file', path: 'deploy/needs' }],
    ['flask', { kind: 'names', names: ['flask'] }],
    ['flask, requests', { kind: 'names', names: ['flask', 'requests'] }],
    ['flask>=2,<3,requests', { kind: 'names', names: ['flask>=2,<3', 'requests'] }],
    ['uvicorn[standard,extra]==1.0,redis[hiredis]', { kind: 'names', names: ['uvicorn[standard,extra]==1.0', 'redis[hiredis]'] }],
    ['discord.py', { kind: 'names', names: ['discord.py'] }],
  ])('%s', (value, wanted) => {
    expect(refuseDependencies(value)).toBeUndefined()
    expect(wantedIn(value)).toEqual(wanted)
  })

  test.each([
    '',
    ',',
    'a b',
    'flask;rm -rf',
    '$(id)',
    "a'b",
    '`id`',
    '/etc/requirements.txt',
    '../requirements.txt',
    '-r,x',
    'git+https://host/x',
    'x @ file:///y',
    'a\nb',
  ])('not %j', (value) => {
    expect(refuseDependencies(value)).toMatch(/is no (package|file)/)
  })
})
