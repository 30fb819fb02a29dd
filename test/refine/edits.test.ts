import fc from 'fast-check'
import { expect, it } from 'vitest'
import { areApart, withEdits } from '../../src/refine/edits.ts'

it('makes edits in any order, and changes nothing between them', () => {
  const text = 'one two three'
  const edits = [
    { from: 8, to: 13, text: '3' },
    { from: 0, to: 3, text: '1' },
    { from: 7, to: 7, text: ',' },
  ]
  expect(withEdits(text, edits).text).toBe('1 two, 3')
  expect(withEdits(text, [...edits].reverse()).text).toBe('1 two, 3')
})

it('knows where a place of the new text was', () => {
  const { before, text } = withEdits('FROM a\nRUN b\nCMD c\n', [
    { from: 0, to: 0, text: 'ARG X\n' },
    { from: 11, to: 12, text: 'bbb' },
  ])
  expect(text).toBe('ARG X\nFROM a\nRUN bbb\nCMD c\n')
  expect(before(text.indexOf('FROM'))).toBe(0)
  expect(before(text.indexOf('RUN'))).toBe(7)
  expect(before(text.indexOf('CMD'))).toBe(13)
})

it('writes the line ends that the file has', () => {
  expect(withEdits('a\r\nb\r\n', [{ from: 1, to: 1, text: '\nx' }]).text).toBe('a\r\nx\r\nb\r\n')
})

it('tells edits that touch from those that do not', () => {
  const edit = (from: number, to: number) => ({ from, to, text: '' })
  expect(areApart(edit(0, 3), edit(3, 5))).toBe(true)
  expect(areApart(edit(0, 3), edit(2, 5))).toBe(false)
  // Which of two that put something in at one place is first, nobody can say.
  expect(areApart(edit(3, 3), edit(3, 3))).toBe(false)
  expect(areApart(edit(0, 3), edit(3, 3))).toBe(false)
})

it('knows where every character that stayed was', () => {
  const text = 'abcdefghijklmnopqrstuvwxyz'
  const some = fc.array(fc.tuple(fc.nat(26), fc.nat(5), fc.constantFrom('', 'X', 'YYY')), { maxLength: 5 })
  fc.assert(
    fc.property(some, (raw) => {
      const edits = raw
        .map(([from, length, inserted]) => ({ from, to: Math.min(from + length, text.length), text: inserted }))
        .reduce<{ from: number; to: number; text: string }[]>((kept, one) => (kept.every((other) => areApart(one, other)) ? [...kept, one] : kept), [])
      const edited = withEdits(text, edits)
      for (const [at, letter] of text.split('').entries()) {
        const now = edited.text.indexOf(letter)
        const isGone = edits.some((one) => one.from <= at && at < one.to)
        expect(now < 0).toBe(isGone)
        if (!isGone) expect(edited.before(now)).toBe(at)
      }
    }),
  )
})
