import { describe, expect, it } from 'vitest'
import { junit } from '../../src/report/junit.ts'
import { plain } from '../../src/report/paint.ts'
import { verifiedText } from '../../src/report/verify.ts'
import type { Verified } from '../../src/verify/contract.ts'

const verified: Verified = {
  figures: [{ unit: 'api', size: 200_000_000, sizeAboveBase: 46_600_000, coldBuild: 3.94, rebuild: 0.37, healthy: 1.65, stop: 0.6, user: '10001' }],
  checks: [
    { check: 'builds', service: 'api', ok: true, detail: 'in 3.9 s' },
    { check: 'starts', service: 'migrate', ok: false, detail: 'ended with 1: relation "a" & <b>', log: ['\u001b[31mred\u001b[0m', 'last \u0007line'] },
  ],
}

describe('what was found', () => {
  it('is told with its figures, what failed last, with its last words', () => {
    const text = verifiedText(verified, plain)
    expect(text).toContain('46.6 MB above base, built in 3.9 s; 0.4 s after a source change')
    expect(text).toContain('healthy after 1.6 s, as uid 10001, stops in 0.6 s')
    expect(text.indexOf('✓ api')).toBeLessThan(text.indexOf('✗ migrate'))
    expect(text).toContain('      last \u0007line')
    expect(text).toContain('1 of 2 checks failed.')
  })

  it('is XML that any reader takes, whatever a program said', () => {
    const text = junit(verified)
    expect(text).toContain('<testsuite name="create-dockerize verify" tests="2" failures="1">')
    expect(text).toContain('<failure message="ended with 1: relation &quot;a&quot; &amp; &lt;b&gt;">red\nlast line</failure>')
    expect(text).toContain('<property name="api.sizeAboveBase" value="46600000"/>')
  })
})
