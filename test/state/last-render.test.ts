import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/errors.ts'
import type { RenderedFile } from '../../src/render/files.ts'
import { lastRenderFile, lastRenderPath, lastRenderState, readLastRender } from '../../src/state/last-render.ts'

const project = (text: string | null) => ({ has: () => text !== null, read: () => text ?? '' })
const file = (path: string, kind: RenderedFile['kind'] = 'whole'): RenderedFile => ({ path, text: `text of ${path}\n`, mode: 0o644, kind })

describe('what is remembered', () => {
  it('whole files, and comes back as it was', () => {
    const { path, text, kind } = lastRenderFile([file('b'), file('a')])
    expect([path, kind]).toEqual([lastRenderPath, 'record'])
    expect(JSON.parse(text)).toMatchObject({ schema: 1, version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string })
    expect([...(readLastRender(project(text)) ?? [])]).toEqual([
      ['a', 'text of a\n'],
      ['b', 'text of b\n'],
    ])
  })

  it('never a file with secrets, nor lines in files of others', () => {
    expect(lastRenderFile([file('.env', 'once'), file('.gitignore', 'lines'), file('x', 'record')]).text).not.toMatch(/\.env|gitignore|text of x/)
  })

  it('the base of what is not written this time', () => {
    const { text } = lastRenderFile(
      [file('a')],
      new Map([
        ['a', 'old'],
        ['Makefile', 'mine'],
      ]),
    )
    expect(readLastRender(project(text))).toEqual(
      new Map([
        ['Makefile', 'mine'],
        ['a', 'text of a\n'],
      ]),
    )
  })

  it('the same bytes for the same files', () => {
    expect(lastRenderFile([file('a'), file('b')]).text).toBe(lastRenderFile([file('b'), file('a')]).text)
  })
})

describe('what cannot be remembered', () => {
  it('missing', () => {
    expect(lastRenderState(project(null))).toEqual({ state: 'missing', files: null })
  })

  it.each(['', '{', '[]', 'null', '{"schema":1}', '{"schema":1,"files":{"a":1}}', '{"files":{}}'])('unreadable: %s', (text) => {
    expect(lastRenderState(project(text))).toMatchObject({ state: 'unreadable', files: null })
    expect(readLastRender(project(text))).toBeNull()
  })

  it('unreadable where the disk says so', () => {
    const refuse = () => {
      throw new UserError('cannot be read', { at: { file: lastRenderPath } })
    }
    expect(lastRenderState({ has: () => true, read: refuse })).toMatchObject({ state: 'unreadable', why: 'cannot be read' })
  })

  it('of a newer version: refused, not cut down', () => {
    expect(() => lastRenderState(project('{"schema":2,"version":"9.0.0","files":{}}'))).toThrow(
      'was written by a newer create-dockerize (9.0.0). Nothing was written.',
    )
  })
})
