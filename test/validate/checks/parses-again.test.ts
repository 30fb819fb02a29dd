import { expect, it } from 'vitest'
import { parsesAgain } from '../../../src/validate/checks/parses-again.ts'
import { found } from '../small-set.ts'

it('is silent about what can be read', async () => {
  const files = {
    'compose.yaml': 'x-a: &a { b: 1 }\nc:\n  <<: *a\n  ports: !reset []\n',
    '.devcontainer/devcontainer.json': '// for the editor\n{ "a": "// no comment", /* this\nis */ "b": [1, 2,], }\n',
    'two.yaml': 'a: 1\n---\nb: 2\n',
    'empty.yml': '',
  }
  expect(await found(parsesAgain, files)).toEqual([])
})

it.each([
  ['a.yaml', 'a: 1\nb: [\n', /^a\.yaml:[23] /],
  ['a.yaml', 'a: 1\na: 2\n', /^a\.yaml:2 Map keys must be unique/],
  ['a.yaml', 'a: *none\n', /^a\.yaml:1 .*none/],
  ['a.yaml', 'a: "b\nc: "d"\n', /^a\.yaml:\d /],
  ['a.json', '{\n  "a": 1\n  "b": 2\n}', /^a\.json:3 /],
])('finds the fault in %s %j', async (path, text, message) => {
  const [finding] = await found(parsesAgain, { [path]: text })
  expect(finding).toMatch(message)
})
