import type { UnitInput } from './images.ts'
import type { BuildPlan } from './build-plan.ts'
import type { Advice } from './plan.ts'

/**
 * Where PyTorch's makers keep its builds without CUDA. What the public index has for Linux brings CUDA, gigabytes of it.
 * (PyTorch, "Start locally")
 */
const cpuIndex = 'https://download.pytorch.org/whl/cpu'

/** The index that pip asks too, where nothing else says which build of PyTorch is meant; null: none is needed. */
export function wheelIndex(units: readonly UnitInput[]): BuildPlan['wheelIndex'] {
  const [unit] = units
  const python = unit?.facts.python
  const open = python?.accelerator?.library === 'torch' && !python.accelerator.index && !python.hashed
  if (!open || unit?.answers.packageManager !== 'pip' || units.some((one) => one.answers.accelerator === 'gpu')) return null
  return { name: 'PIP_EXTRA_INDEX_URL', url: cpuIndex }
}

/** What a manifest, which is never edited, has to say for the choice to take effect; what a GPU needs of the machine. */
export function acceleratorAdvice(unit: UnitInput): Advice[] {
  const fact = unit.facts.python?.accelerator
  const onGpu = unit.answers.accelerator === 'gpu'
  const title = 'CPU or GPU'
  const needs = `${unit.answers.name} reserves an NVIDIA GPU: the machine needs NVIDIA's driver and container toolkit, or it does not start.`
  const text = onGpu ? forGpu(unit) : forCpu(unit)
  return [
    ...(onGpu ? [{ title, text: needs, now: true }] : []),
    ...(text !== null && fact ? [{ title, text, at: fact.stated ?? { file: fact.file, line: fact.line }, now: true }] : []),
  ]
}

function forCpu({ facts, answers }: UnitInput): string | null {
  const python = facts.python
  const fact = python?.accelerator
  if (!python || !fact) return null
  if (fact.stated?.value === 'gpu') return `${fact.library} is asked for with CUDA here, gigabytes that a CPU never uses: name ${cpuIndex} instead.`
  if (fact.library !== 'torch' || fact.stated) return null
  if (answers.packageManager === 'pip' && python.hashed)
    return `The hashes are those of builds with CUDA, gigabytes that a CPU never uses: compile them again with --extra-index-url ${cpuIndex}.`
  if (!python.locked.some((name) => /^(nvidia|cuda)-/.test(name))) return null
  const then = how[answers.packageManager] ?? `Its packages without it are at ${cpuIndex}.`
  return `${facts.lockfile ?? 'The lock file'} brings CUDA, gigabytes that a CPU never uses. ${then}`
}

/** In each manager's own words, from its documentation. */
const how: Readonly<Record<string, string>> = {
  uv: `In pyproject.toml: [[tool.uv.index]] name = "pytorch-cpu", url = "${cpuIndex}", explicit = true; [tool.uv.sources] torch = { index = "pytorch-cpu" }; then uv lock.`,
  poetry: `poetry source add --priority explicit pytorch-cpu ${cpuIndex} && poetry add --source pytorch-cpu torch`,
  pdm: `In pyproject.toml: [[tool.pdm.source]] name = "pytorch-cpu", url = "${cpuIndex}", include_packages = ["torch"]; then pdm lock.`,
  pipenv: `In the Pipfile: [[source]] name = "pytorch-cpu", url = "${cpuIndex}", verify_ssl = true; torch = { version = "*", index = "pytorch-cpu" }; then pipenv lock.`,
}

function forGpu({ facts }: UnitInput): string | null {
  const fact = facts.python?.accelerator
  if (fact?.stated?.value === 'cpu') return `${fact.library} is asked for without CUDA here: take that away for a GPU.`
  if (!fact || fact.stated) return null
  if (fact.library === 'tensorflow') return 'tensorflow finds a GPU only with the libraries of tensorflow[and-cuda].'
  return fact.library === 'jax' ? 'jax finds a GPU only with the libraries of jax[cuda13].' : null
}
