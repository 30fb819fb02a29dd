import fc from 'fast-check'
import { expect, it } from 'vitest'
import { review } from '../../src/review/index.ts'
import { rules } from '../../src/review/rules/index.ts'
import { projectOf } from './project-of.ts'
import { faults, type Fault } from './mutations/faults.ts'
import { partsOf, textOf, validFile, type Part, type ValidFile } from './mutations/valid-file.ts'

interface Trial {
  fault: Fault
  text: string
  line: number
  wasSilent: boolean
  isFound: boolean
  others: readonly string[]
}

async function linesOf(rule: string, file: ValidFile, parts: readonly Part[], beside: Readonly<Record<string, string>> = {}): Promise<readonly number[]> {
  const project = projectOf({ ...file.beside, ...beside, Dockerfile: textOf(parts) })
  const { findings } = await review(
    project,
    rules.filter((one) => one.id === rule),
  )
  return findings.filter((one) => one.file === 'Dockerfile').map((one) => one.line)
}

/** Each fault planted in files of its own, as many as there are in all. */
async function trials(seed: number, count: number): Promise<Trial[]> {
  const files = fc.sample(fc.tuple(validFile, fc.nat({ max: 1000 })), { seed, numRuns: count * 4 })
  const done: Trial[] = []
  let at = 0
  while (done.length < count && at < files.length) {
    const fault = faults[done.length % faults.length]!
    const [file, pick] = files[at++]!
    if (fault.kinds && !fault.kinds.includes(file.kind)) continue
    const planted = fault.plant(file, pick)
    if (!planted) continue
    const before = await linesOf(fault.rule, file, partsOf(file), planted.beside)
    const after = await linesOf(fault.rule, file, planted.parts, planted.beside)
    done.push({
      fault,
      text: textOf(planted.parts),
      line: planted.line,
      wasSilent: before.length === 0,
      isFound: after.includes(planted.line),
      others: after.map(String),
    })
  }
  return done
}

const asText = ({ fault, line, wasSilent, others, text }: Trial): string =>
  `${fault.name} (${fault.rule}) in line ${line}${wasSilent ? '' : ', which spoke before'}; found in ${others.join(', ') || 'none'}\n${text}`

it.each([
  ['the rules were written with', 20_261_122],
  ['nobody looked at before', 4_711_815],
])(
  'one fault in each of 300 random files that %s is found at its line',
  async (what, seed) => {
    const done = await trials(seed, 300)
    const missed = done.filter((one) => !one.isFound || !one.wasSilent)
    const kinds = new Set(done.map((one) => one.fault.name)).size
    console.log(
      `${done.length - missed.length} of ${done.length} planted faults found (${kinds} kinds, files ${what}, seed ${seed})${missed.map((one) => `\n  missed: ${one.fault.name} (${one.fault.rule})`).join('')}`,
    )
    expect(done.length).toBe(300)
    expect(missed.length / done.length, missed.slice(0, 5).map(asText).join('\n')).toBeLessThanOrEqual(0.02)
  },
  120_000,
)

it('a file is silent, for every one of these rules, before anything is planted', async () => {
  const named = new Set(faults.map((one) => one.rule))
  for (const file of fc.sample(validFile, { seed: 8, numRuns: 100 })) {
    const { findings } = await review(
      projectOf({ ...file.beside, Dockerfile: textOf(partsOf(file)) }),
      rules.filter((one) => named.has(one.id)),
    )
    expect(
      findings.map((one) => `${one.line} ${one.rule.id} ${one.message}`),
      textOf(partsOf(file)),
    ).toEqual([])
  }
})
