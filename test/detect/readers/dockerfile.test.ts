import { describe, expect, it } from 'vitest'
import { lineage, parseDockerfile, stageOf } from '../../../src/detect/readers/dockerfile.ts'

const instructions = (text: string) => parseDockerfile(`FROM a\n${text}`).stages[0]!.instructions.map(({ name, words, line }) => [name, words.join('|'), line])

describe('instructions', () => {
  it('with continuation lines, comments between them, any case', () => {
    expect(instructions('run one \\\n  # said in between\n\n  two\nCOPY a b\n')).toEqual([
      ['RUN', 'one|two', 2],
      ['COPY', 'a|b', 6],
    ])
  })

  it('as JSON lists and with flags', () => {
    const [copy, cmd] = parseDockerfile('FROM a\nCOPY --from=b --chown=1:0 ["x y", "z"]\nCMD ["a", "b"]').stages[0]!.instructions
    expect(copy).toMatchObject({
      flags: [
        { name: 'from', value: 'b' },
        { name: 'chown', value: '1:0' },
      ],
      words: ['x y', 'z'],
      exec: true,
    })
    expect(cmd).toMatchObject({ words: ['a', 'b'], line: 3 })
    expect(parseDockerfile('FROM a\nCMD a b').stages[0]!.instructions[0]).toMatchObject({ exec: false })
  })

  it('with here documents', () => {
    expect(instructions('RUN <<EOF\nCOPY not this\nEOF\nCOPY <<-"A" <<B /x/\n\tCOPY nor this\n\tA\nCOPY nor\nB\nUSER 1\n')).toEqual([
      ['RUN', '<<EOF', 2],
      ['COPY', '<<-"A"|<<B|/x/', 5],
      ['USER', '1', 10],
    ])
  })

  it('with another escape sign, CRLF and a byte order mark', () => {
    const { stages } = parseDockerfile('\uFEFF# escape=`\r\nFROM a AS Base\r\nRUN x `\r\n  y\r\n')
    expect(stages[0]).toMatchObject({ name: 'base', instructions: [{ words: ['x', 'y'], line: 3 }] })
  })

  it('of a text that ends in the middle', () => {
    expect(instructions('RUN <<EOF\nx')).toEqual([['RUN', '<<EOF', 2]])
    expect(instructions('RUN x \\')).toEqual([['RUN', 'x', 2]])
    expect(parseDockerfile('').stages).toEqual([])
  })
})

describe('stages', () => {
  const file = parseDockerfile('ARG V=1\nFROM python:${V} AS base\nFROM base AS builder\nFROM base AS runtime\nFROM scratch\n')

  it('by name, number, or the last', () => {
    expect(file.globals.map((one) => one.words)).toEqual([['V=1']])
    expect(stageOf(file, 'Builder')?.line).toBe(3)
    expect(stageOf(file, '2')?.name).toBe('runtime')
    expect(stageOf(file, null)?.from).toBe('scratch')
    expect(stageOf(file, 'none')).toBeUndefined()
  })

  it('with what they are built on', () => {
    expect(lineage(file, stageOf(file, 'runtime')!).map((stage) => stage.name)).toEqual(['runtime', 'base'])
    expect(lineage(parseDockerfile('FROM a AS a'), parseDockerfile('FROM a AS a').stages[0]!)).toHaveLength(1)
  })
})
