import { expect, test } from 'vitest'
import { folderPattern } from '../../../src/detect/workspace/pattern.ts'

const folders = ['apps', 'apps/api', 'apps/.cache', 'apps/api/esm', 'libs/ui', 'libs/db.core', 'web']

test.each([
  ['apps/*', ['apps/api']],
  ['./apps/*/', ['apps/api']],
  ['apps/**', ['apps', 'apps/api', 'apps/api/esm']],
  ['**', ['apps', 'apps/api', 'apps/api/esm', 'libs/ui', 'libs/db.core', 'web']],
  ['**/api', ['apps/api']],
  ['*/*', ['apps/api', 'libs/ui', 'libs/db.core']],
  ['{apps,libs}/*', ['apps/api', 'libs/ui', 'libs/db.core']],
  ['libs/{ui,db.core}', ['libs/ui', 'libs/db.core']],
  ['libs/[a-m]*', ['libs/db.core']],
  ['libs/[!a-m]*', ['libs/ui']],
  ['libs/u?', ['libs/ui']],
  ['libs/db.c*', ['libs/db.core']],
  ['libs/db?core', ['libs/db.core']],
  ['apps/.cache', ['apps/.cache']],
  ['web', ['web']],
  ['we', []],
  ['(web|libs)', []],
])('%s', (pattern, expected) => {
  expect(folders.filter(folderPattern(pattern))).toEqual(expected)
})
