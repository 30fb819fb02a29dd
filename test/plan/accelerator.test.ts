import { describe, expect, test } from 'vitest'
import type { Accelerator } from '../../src/ask/answers.ts'
import { decide } from '../../src/ask/decide.ts'
import { nothingGiven } from '../../src/ask/given.ts'
import type { AcceleratorFact, PythonFacts } from '../../src/detect/python-facts.ts'
import { plan } from '../../src/plan/index.ts'
import { render } from '../../src/render/index.ts'
import { aProject, aUnit } from '../ask/a-project.ts'

const torch: AcceleratorFact = { library: 'torch', file: 'requirements.txt', line: 3, index: false, stated: null }

function planOf(packageManager: string, changes: Partial<PythonFacts>, accelerator: Accelerator) {
  const usual = aUnit({ packageManager })
  const unit = { ...usual, python: { ...usual.python!, packaged: false, requirementsMain: 'requirements.txt', accelerator: torch, ...changes } }
  const facts = aProject({ units: [unit] })
  const { answers } = decide(facts, { ...nothingGiven(), unit: { accelerator } })
  const made = plan(facts, answers, new Set())
  return { facts, answers, index: made.images[0]?.build?.wheelIndex?.url ?? null, advice: made.advice.filter((one) => one.title === 'CPU or GPU'), plan: made }
}

describe('on a CPU', () => {
  test("pip asks PyTorch's own index for builds without CUDA", async () => {
    const { index, plan, facts, answers } = planOf('pip', {}, 'cpu')
    expect(index).toMatch(/^https:\/\/\S+\/whl\/cpu$/)
    const files = await render(plan, facts, answers, { overrides: new Map(), fresh: { uid: 1000, random: () => 'x' } })
    expect(files.find((one) => one.path === 'Dockerfile')?.text).toContain(`\nENV PIP_EXTRA_INDEX_URL=${index}\n`)
  })

  test('not where the requirements name one, nor for other libraries, nor where hashes hold the build', () => {
    expect(planOf('pip', { accelerator: { ...torch, index: true, stated: { value: 'cpu', file: 'requirements.txt', line: 1 } } }, 'cpu').index).toBeNull()
    expect(planOf('pip', { accelerator: { ...torch, library: 'tensorflow' } }, 'cpu').index).toBeNull()
    expect(planOf('pip', { accelerator: null }, 'cpu').index).toBeNull()
    const { index, advice } = planOf('pip', { hashed: true }, 'cpu')
    expect(index).toBeNull()
    expect(advice[0]).toMatchObject({ at: { file: 'requirements.txt', line: 3 } })
    expect(advice[0]?.text).toMatch(/hashes/)
  })

  test('a lock file decides by itself: what would make it smaller is told at its line', () => {
    const { index, advice } = planOf('uv', { locked: ['torch', 'nvidia-cublas'] }, 'cpu')
    expect(index).toBeNull()
    expect(advice).toMatchObject([{ at: { file: 'requirements.txt', line: 3 }, now: true }])
    expect(advice[0]?.text).toMatch(/^uv\.lock brings CUDA.*\[tool\.uv\.sources\] torch = \{ index = "pytorch-cpu" \}/)
    expect(planOf('uv', { locked: ['torch'] }, 'cpu').advice).toEqual([])
  })

  test('against what the manifest asks for: the line to change', () => {
    const stated = { value: 'gpu' as const, file: 'requirements.txt', line: 1 }
    expect(planOf('pip', { accelerator: { ...torch, index: true, stated } }, 'cpu').advice).toMatchObject([{ at: { line: 1 } }])
  })
})

describe('on a GPU', () => {
  test('the app reserves one, what ends by itself does not; the builds are the usual ones', () => {
    const { index, plan } = planOf('pip', {}, 'gpu')
    expect(index).toBeNull()
    expect(plan.services.filter((one) => one.gpu).map((one) => [one.name, one.role])).toEqual([['api', 'app']])
  })

  test('what the machine needs is told, and what the manifest lacks', () => {
    expect(planOf('pip', {}, 'gpu').advice.map((one) => one.text)).toEqual([expect.stringMatching(/container toolkit/)])
    expect(planOf('pip', { accelerator: { ...torch, library: 'tensorflow' } }, 'gpu').advice[1]?.text).toMatch(/tensorflow\[and-cuda\]/)
    const stated = { value: 'cpu' as const, file: 'requirements.txt', line: 1 }
    expect(planOf('pip', { accelerator: { ...torch, stated } }, 'gpu').advice[1]).toMatchObject({ at: stated })
  })
})
