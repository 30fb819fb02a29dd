import type { Dependency } from './facts.ts'
import type { AcceleratorFact } from './python-facts.ts'
import type { Ledger } from './ledger.ts'
import { productionDependencies, type Manifests } from './manifests.ts'
import type { UnitFolder } from './unit-folder.ts'

/** Libraries that compute on a graphics card where there is one. */
const libraries = ['torch', 'tensorflow', 'jax', 'onnxruntime-gpu', 'cupy', 'paddlepaddle', 'vllm']

/** Distributions that are of no use without PyTorch and install it, as their own metadata says. */
const bringTorch = new Set(
  `accelerate bitsandbytes docling easyocr fastai flair kornia lightning open-clip-torch openai-whisper peft pyannote-audio pytorch-lightning
  segmentation-models-pytorch sentence-transformers speechbrain stable-baselines3 timm torchaudio torchmetrics torchvision trl ultralytics whisperx
  xformers`
    .trim()
    .split(/\s+/),
)

/** What may compute on a graphics card, and whether the manifests say which of the two it does; null: nothing. */
export function acceleratorOf(folder: UnitFolder, manifests: Manifests, installed: ReadonlySet<string>, ledger: Ledger): AcceleratorFact | null {
  const seen = libraryIn(productionDependencies(manifests), installed)
  if (!seen) return null
  const index = statedIndex(folder, manifests)
  const stated = index ?? statedBuild(productionDependencies(manifests))
  if (stated) ledger.evidence.push({ key: 'accelerator', value: stated.value, file: stated.file, line: stated.line, confidence: 'certain' })
  else
    ledger.unknown.push({
      key: 'accelerator',
      why: `${seen.library} computes on the CPU, or on an NVIDIA GPU that the machine has; the CPU is taken`,
      required: false,
    })
  return { ...seen, index: index !== null, stated }
}

function libraryIn(direct: readonly Dependency[], installed: ReadonlySet<string>): Omit<AcceleratorFact, 'index' | 'stated'> | null {
  const named = direct.find((one) => libraries.some((library) => one.name === library || one.name.startsWith('cupy-')))
  if (named) return { library: named.name, file: named.file, line: named.line }
  const bringing = direct.find((one) => bringTorch.has(one.name) || (one.name === 'transformers' && one.extras.includes('torch')))
  if (bringing) return { library: 'torch', file: bringing.file, line: bringing.line }
  // Brought by something else, which a lock file knows.
  const deep = libraries.find((library) => installed.has(library))
  const [first] = direct
  return deep && first ? { library: deep, file: first.file, line: 1 } : null
}

/** PyTorch's own index has a folder for each: `…/whl/cpu`, `…/whl/cu128`, `…/whl/rocm6.3`. */
function statedIndex(folder: UnitFolder, { main }: Manifests): AcceleratorFact['stated'] {
  const files = [...new Set([...(main?.files ?? []), 'pyproject.toml', 'Pipfile', 'pixi.toml', 'environment.yml', 'environment.yaml'])]
  const found = files
    .filter((file) => folder.has(file))
    .flatMap((file) =>
      folder
        .read(file)
        .split('\n')
        .flatMap((text, index) => {
          const build = /\/whl\/(?:nightly\/|test\/)?(cpu|cu\d+|rocm[\d.]*)/.exec(text.replace(/(^|\s)#.*$/, ''))?.[1]
          return build ? [{ value: build === 'cpu' ? ('cpu' as const) : ('gpu' as const), file: folder.fromRoot(file), line: index + 1 }] : []
        }),
    )
  // One for laptops and one for servers: the images are for servers.
  return found.find((one) => one.value === 'gpu') ?? found[0] ?? null
}

function statedBuild(direct: readonly Dependency[]): AcceleratorFact['stated'] {
  const at = ({ file, line }: Dependency, value: 'cpu' | 'gpu') => ({ value, file, line })
  for (const one of direct) {
    if (/\+cpu\b/.test(one.spec) || one.name === 'tensorflow-cpu') return at(one, 'cpu')
    if (/\+(cu\d+|rocm)/.test(one.spec) || /^(onnxruntime-gpu|vllm)$|^cupy/.test(one.name)) return at(one, 'gpu')
    if (one.extras.some((extra) => /^(and-cuda|cuda|gpu)/.test(extra)) && /^(tensorflow|jax|faiss)/.test(one.name)) return at(one, 'gpu')
  }
  return null
}
