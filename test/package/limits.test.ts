import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { heavyAtStart, packageFaults } from '../../scripts/package-limits.ts'

describe('the package as built', () => {
  it('may be published: small, alone, light at start, with its notices', (context) => {
    if (!existsSync('dist/cli.js') && !process.env['CI']) context.skip('nothing is built: npm run build')
    expect(packageFaults(process.cwd())).toEqual([])
  })
})

describe('what is loaded at every start', () => {
  const chunk = (imports: string[], packages: string[] = [], dynamicImports: string[] = []) => ({ imports, dynamicImports, packages })

  it('names a heavy package behind several static imports', () => {
    const record = { 'cli.js': chunk(['a.js']), 'a.js': chunk(['b.js']), 'b.js': chunk([], ['yaml']) }
    expect(heavyAtStart(record, 'cli.js')).toEqual(['yaml is loaded at every start: b.js is a static import of cli.js'])
  })

  it('lets a package be that is loaded by need', () => {
    const record = { 'cli.js': chunk(['node:fs'], [], ['a.js']), 'a.js': chunk([], ['@lezer/python']) }
    expect(heavyAtStart(record, 'cli.js')).toEqual([])
  })

  it('ends on chunks that import each other', () => {
    const record = { 'cli.js': chunk(['a.js']), 'a.js': chunk(['cli.js'], ['std-env']) }
    expect(heavyAtStart(record, 'cli.js')).toEqual([])
  })
})
