import { describe, expect, test } from 'vitest'
import { pyproject, unitFrom } from './project-from.ts'

const app = { 'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n' }
const requirements = (text: string) => unitFrom({ ...app, 'requirements.txt': `fastapi\n${text}\n` })

describe('what computes on a graphics card, where there is one', () => {
  test.each([
    ['torch', 'torch', 'torch'],
    ['by what needs it', 'sentence-transformers', 'torch'],
    ['by an extra', 'transformers[torch]', 'torch'],
    ['tensorflow', 'tensorflow==2.21', 'tensorflow'],
    ['jax', 'jax', 'jax'],
  ])('%s', async (_, text, library) => {
    const unit = await requirements(text)
    expect(unit.python?.accelerator).toEqual({ library, file: 'requirements.txt', line: 2, index: false, stated: null })
    expect(unit.unknown).toContainEqual(expect.objectContaining({ key: 'accelerator', flag: '--accelerator gpu', required: false }))
  })

  test.each(['numpy', 'transformers', 'onnxruntime', 'pytorch-forecasting-tools'])('not %s', async (text) => {
    const unit = await requirements(text)
    expect(unit.python?.accelerator).toBeNull()
    expect(unit.unknown.map((one) => one.key)).not.toContain('accelerator')
  })

  test('not what only development installs', async () => {
    expect((await unitFrom({ ...app, 'requirements.txt': 'fastapi\n', 'requirements-dev.txt': 'torch\n' })).python?.accelerator).toBeNull()
  })

  test('deep in a lock file', async () => {
    const lock = `version = 1
[[package]]
name = "shop"
dependencies = [
    { name = "fastapi" },
    { name = "brings" },
]
[[package]]
name = "brings"
dependencies = [
    { name = "torch" },
]
[[package]]
name = "torch"
`
    const unit = await unitFrom({ ...app, 'pyproject.toml': pyproject(['fastapi', 'brings']), 'uv.lock': lock })
    expect(unit.python?.accelerator).toMatchObject({ library: 'torch', stated: null })
  })
})

describe('what the manifests say of it', () => {
  test.each([
    ['an index without CUDA', '--extra-index-url https://download.example.com/whl/cpu\ntorch', 'cpu', 2, true],
    ['an index with CUDA', 'torch\n--index-url https://download.example.com/whl/cu128', 'gpu', 3, true],
    ['one of another maker', 'torch\n--index-url https://download.example.com/whl/rocm6.3', 'gpu', 3, true],
    ['a build', 'torch==2.13.0+cpu', 'cpu', 2, false],
    ['a build with CUDA', 'torch==2.13.0+cu128', 'gpu', 2, false],
    ['an extra', 'jax[cuda13]', 'gpu', 2, false],
    ['another extra', 'tensorflow[and-cuda]', 'gpu', 2, false],
    ['a distribution of its own', 'onnxruntime-gpu', 'gpu', 2, false],
  ])('%s', async (_, text, value, line, index) => {
    const unit = await requirements(text)
    expect(unit.python?.accelerator).toMatchObject({ index, stated: { value, file: 'requirements.txt', line } })
    expect(unit.unknown.map((one) => one.key)).not.toContain('accelerator')
    expect(unit.evidence).toContainEqual({ key: 'accelerator', value, file: 'requirements.txt', line, confidence: 'certain' })
  })

  test('a line that is commented out says nothing', async () => {
    expect((await requirements('torch # see https://download.example.com/whl/cu128')).python?.accelerator?.stated).toBeNull()
  })

  test('one index for each system in pyproject: the one with CUDA is for servers', async () => {
    const index = (name: string) => `[[tool.uv.index]]\nname = "pytorch-${name}"\nurl = "https://download.example.com/whl/${name}"\nexplicit = true\n`
    const unit = await unitFrom({ ...app, 'pyproject.toml': pyproject(['fastapi', 'torch'], `${index('cpu')}${index('cu128')}`), 'uv.lock': '' })
    expect(unit.python?.accelerator?.stated).toMatchObject({ value: 'gpu', file: 'pyproject.toml' })
  })
})
