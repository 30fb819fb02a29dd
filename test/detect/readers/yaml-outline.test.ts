import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { outlineAt, yamlOutline, type Outline } from '../../../src/detect/readers/yaml-outline.ts'

/** Both readings as plain texts: what matters here are words, not types. */
function plain(value: Outline | null): unknown {
  if (value === null) return null
  if (value.kind === 'text') return value.text
  if (value.kind === 'list') return value.items.map(plain)
  return Object.fromEntries([...value.entries].map(([key, one]) => [key, plain(one)]))
}

const texts: [name: string, text: string][] = [
  ['maps and lists', 'a: 1\nb:\n  c: d\n  e:\n    - f\n    - g: h\n      i: j\n    -\n      k: l\n'],
  ['lists at the same depth as their key', 'a:\n- b\n- c: d\n  e: f\ng: h\n'],
  ['lists in lists', 'a:\n  - - b\n    - c\n  - - d\n'],
  ['flow values', 'a: [b, "c, d", \'e\', [f]]\nb: {c: d, "e": [f, g]}\nc: []\nd: {}\n'],
  ['flow values over several lines', 'a: [\n  b,\n  c,\n]\nd: e\n'],
  ['quotes', 'a: "b: c # d"\n\'e f\': \'it\'\'s\'\n"g": "tab\\t\\"x\\""\n'],
  ['comments', '# first\na: b # c\nd: "e" # f\n# g\nh:\n  # i\n  - j\n'],
  ['literal text', 'a: |\n  b\n    c\n\n  d\ne: f\n'],
  ['folded text', 'a: >-\n  b\n  c\nd:\n  - >\n    e\n    f\n'],
  ['plain text over several lines', 'a: b\n  c\n  d\ne: f\n'],
  ['anchors and merges', 'x: &base\n  a: b\n  c: d\ny:\n  <<: *base\n  c: e\nz:\n  <<: [*base]\nw: *base\n'],
  ['an anchor on a line of its own', 'x:\n  &base\n  a: b\ny:\n  <<: *base\n'],
  ['colons within words and keys', 'a: b:c\nports:\n  - 80:80\n  - "127.0.0.1:81:81"\nhttp://x: y\nre/f:\n  g: h:i\n'],
  ['a document mark', '---\na: b\n...\n'],
]
test.each(texts)('%s', (_, text) => {
  const library = parse(text, { merge: true, schema: 'failsafe' }) as unknown
  const trimmed = JSON.parse(JSON.stringify(library, (_key, value: unknown) => (typeof value === 'string' ? value.trimEnd() : value))) as unknown
  expect(plain(yamlOutline(text))).toEqual(trimmed)
})

test('lines are where a value begins', () => {
  const outline = yamlOutline('a: b\nc:\n  - d\n  - e: f\n\n  # g\n  - |\n    h\n')
  const line = (...path: (string | number)[]) => outlineAt(outline, ...path)?.line
  expect([line('a'), line('c', 0), line('c', 1, 'e'), line('c', 2)]).toEqual([1, 3, 4, 8])
})

test('what is no YAML gives what could be read of it', () => {
  expect(yamlOutline('')).toBeNull()
  expect(plain(yamlOutline('a: [b\n: : :\n\t- c\nd: {e\n'))).toBeTypeOf('object')
  expect(plain(yamlOutline('a: *nobody\nb: c\n'))).toEqual({ a: '', b: 'c' })
})
