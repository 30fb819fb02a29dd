import { expect, it } from 'vitest'
import { notices, packagesOf } from '../../scripts/notices.ts'

const modules = [
  '/x/node_modules/@lezer/python/dist/index.js',
  '/x/node_modules/@lezer/python/dist/other.js',
  '/x/node_modules/a/node_modules/yaml/index.js',
  '/x/src/cli.ts',
  '\0rolldown/runtime.js',
]

it('names each package once, the innermost where packages are nested', () => {
  expect(packagesOf(modules)).toEqual([
    { name: '@lezer/python', folder: '/x/node_modules/@lezer/python' },
    { name: 'yaml', folder: '/x/node_modules/a/node_modules/yaml' },
  ])
})

it('passes on the words of the licence', () => {
  const text = notices([{ name: 'yaml', folder: 'node_modules/yaml' }])
  expect(text).toMatch(/^yaml \d+\.\d+\.\d+, ISC$/m)
  expect(text).toContain('Permission to use, copy, modify')
})

it('says the same words once, below all who use them', () => {
  const text = notices([
    { name: 'first', folder: 'node_modules/yaml' },
    { name: 'second', folder: 'node_modules/yaml' },
  ])
  expect(text.match(/^Permission to use/gm)).toHaveLength(1)
  expect(text).toMatch(/^first .*\nsecond .*\n\n/m)
})
