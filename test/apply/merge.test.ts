import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conflictLines, merge, type Versions } from '../../src/apply/merge.ts'
import { textLines } from '../../src/apply/text-lines.ts'

/** Few words, so that lines repeat and edits meet. */
const line = fc.constantFrom('a', 'b', 'c', '  d', '', 'constructor', '__proto__', 'é')
const text = fc
  .record({ lines: fc.array(line, { maxLength: 12 }), ended: fc.boolean() })
  .map(({ lines, ended }) => lines.join('\n') + (ended && lines.length > 0 ? '\n' : ''))
const plain = (one: string): string => one.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '')
const windows = (one: string): string => one.replaceAll('\n', '\r\n')
const mergeText = (versions: Versions & { mine: string }) => {
  const { conflicts, write } = merge('text', versions)
  const lines = conflicts.flatMap((one) => conflictLines(one, textLines(versions.mine).lines.length))
  return { conflicts, lines, keep: write(() => 'mine'), theirs: write(() => 'theirs'), markers: write(() => 'markers') }
}
const clean = (base: string, mine: string, theirs: string): string => {
  const { conflicts, markers } = mergeText({ base, mine, theirs })
  if (conflicts.length > 0) throw new Error(`conflict:\n${markers}`)
  return markers
}

describe('properties', () => {
  it('base = mine gives theirs', () => {
    fc.assert(fc.property(text, text, (base, theirs) => void expect(clean(base, base, theirs)).toBe(theirs)))
  })

  it('base = theirs gives mine, whatever its line endings', () => {
    const mixed = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 12 }).map((lines) => lines.flat().join(''))
    fc.assert(fc.property(text, fc.oneof(text, mixed, text.map(windows)), (base, mine) => void expect(clean(base, mine, base)).toBe(mine)))
  })

  it('both made the same edit: it is there once', () => {
    fc.assert(fc.property(text, text, (base, both) => void expect(clean(base, both, both)).toBe(both)))
  })

  it('loses no line that a person added', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const merged = mergeText({ base, mine, theirs })
        const known = new Set(textLines(base).lines)
        const added = textLines(mine).lines.filter((one) => !known.has(one))
        const results = [merged.keep, merged.markers]
        for (const result of results) {
          const kept = textLines(result).lines
          for (const one of added) expect(kept.filter((other) => other === one).length).toBeGreaterThanOrEqual(added.filter((other) => other === one).length)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('a copy with CRLF and a byte order mark merges as the plain one, and keeps both', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        fc.pre(plain(mine) !== '' && base.includes('\n') && mine.split('\n').length > 2)
        const one = mergeText({ base, mine, theirs })
        const other = mergeText({ base, mine: `\uFEFF${windows(mine)}`, theirs })
        expect(other.conflicts.length).toBe(one.conflicts.length)
        const result = other.keep
        expect(plain(result)).toBe(plain(one.keep))
        expect(result.startsWith('\uFEFF')).toBe(true)
        expect(result.replaceAll('\r\n', '')).not.toContain('\n')
      }),
    )
  })
})

describe('what a person did', () => {
  it('keeps an edit beside a new line of ours', () => {
    expect(clean('a\nb\nc\nd\n', 'a\nmine\nc\nd\n', 'a\nb\nc\nd\nours\n')).toBe('a\nmine\nc\nd\nours\n')
  })

  it('keeps a missing last newline', () => {
    expect(clean('a\nb\nc\n', 'a\nb\nc', 'ours\nb\nc\n')).toBe('ours\nb\nc')
  })

  it('keeps each line ending of a file that mixes them', () => {
    expect(clean('a\nb\nc\nd\n', 'a\r\nb\nmine\r\nd\n', 'ours\na\nb\nc\nd\n')).toBe('ours\na\r\nb\nmine\r\nd\n')
  })

  it('keeps lines put right below or above one that we rewrite', () => {
    expect(clean('a\nCMD 1\n', 'a\nCMD 1\n\n# mine\n', 'a\nCMD 2\n')).toBe('a\nCMD 2\n\n# mine\n')
    expect(clean('a\nCMD 1\nz\n', 'a\nENV X=1\nCMD 1\nz\n', 'a\nCMD 2\nz\n')).toBe('a\nENV X=1\nCMD 2\nz\n')
    expect(clean('a\nport 1\nz\n', 'a\nport 2\nz\n', 'a\nport 1\nours\nz\n')).toBe('a\nport 2\nours\nz\n')
  })

  it('takes out what we no longer write', () => {
    expect(clean('a\nold\nb\nc\n', 'a\nold\nb\nc\nmine\n', 'a\nb\nc\n')).toBe('a\nb\nc\nmine\n')
  })
})

describe('conflicts', () => {
  const conflict = mergeText({ base: 'a\nport 1\nz\n', mine: 'a\nport 2\nz\nmine\n', theirs: 'a\nport 3\nz\n' })

  it('names the lines of the person and offers three ways out', () => {
    expect(conflict.lines).toEqual([2])
    expect(conflict.keep).toBe('a\nport 2\nz\nmine\n')
    expect(conflict.theirs).toBe('a\nport 3\nz\nmine\n')
    expect(conflict.markers).toMatchInlineSnapshot(`
      "a
      <<<<<<< yours
      port 2
      ||||||| last written by create-dockerize
      port 1
      =======
      port 3
      >>>>>>> new from create-dockerize
      z
      mine
      "
    `)
  })

  it('has a line to point at where the person deleted', () => {
    const merged = mergeText({ base: 'a\nb\nc\n', mine: 'a\nc\n', theirs: 'a\nB\nc\n' })
    expect(merged.lines).toEqual([2])
  })
})

it('brackets that lose their last entry keep a comment that stands in them', () => {
  const merged = (mine: string): string => merge('a.json', { base: '{"a": ["x"], "b": 1}\n', mine, theirs: '{"a": [], "b": 1}\n' }).write(() => 'mine')
  expect(merged('{"a": [ "x" ], "b": 1, "c": 2}\n')).toBe('{"a": [], "b": 1, "c": 2}\n')
  expect(merged('{"a": [\n  // mine\n  "x"\n], "b": 1}\n')).toContain('// mine')
})

describe('what stands first', () => {
  const [first, second] = ['  a:\n    image: x\n', '  b:\n    image: x\n']
  const merged = (base: string, mine: string, theirs: string): string => merge('compose.yaml', { base, mine, theirs }).write(() => 'mine')

  it('goes with the blank line below it', () => {
    const both = `services:\n${first}\n${second}`
    expect(merged(both, `${both}# mine\n`, `services:\n${second}`)).toBe(`services:\n${second}# mine\n`)
  })

  it('takes the blank line above the one that was first, and gives it back', () => {
    const third = '  c:\n    image: x\n'
    const mine = `services:\n\n${second}\n${third}`
    const [without, with_] = [`services:\n${second}\n${third}`, `services:\n${first}\n${second}\n${third}`]
    const added = merged(without, mine, with_)
    expect(added).toBe(`services:\n\n${first}\n${second}\n${third}`)
    expect(merged(with_, added, without)).toBe(mine)
  })
})

it('a key that a person emptied goes with what was below it', () => {
  const base = 'x: &x\n  environment:\n    A: a\n  tty: true\n'
  const merged = (mine: string) => merge('compose.yaml', { base, mine, theirs: 'x: &x\n  tty: true\n' })
  expect(merged('x: &x\n  environment:\n  tty: true\n# mine\n').write(() => 'markers')).toBe('x: &x\n  tty: true\n# mine\n')
  expect(merged('x: &x\n  environment: # mine\n  tty: true\n').conflicts).toHaveLength(1)
})

it('below a key that a person emptied comes what is new, and goes again', () => {
  const text = (...names: string[]) => `x:\n  environment:\n${names.map((name) => `    ${name}: a\n`).join('')}`
  const merged = (versions: Versions) => merge('compose.yaml', versions).write(() => 'markers')
  const added = merged({ base: text('A'), mine: text(), theirs: text('A', 'B') })
  expect(added).toBe(text('B'))
  expect(merged({ base: text('A', 'B'), mine: added, theirs: text('A') })).toBe('x:\n  environment: {}\n')
})
