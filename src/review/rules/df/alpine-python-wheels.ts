import { at, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { isOfProject } from '../../model/installs.ts'

/** Packages that publish wheels for glibc and none for musl. */
const glibcOnly = new Set(
  'opencv-python opencv-python-headless scikit-learn lightgbm xgboost torch torchvision tensorflow tensorflow-cpu onnxruntime faiss-cpu duckdb confluent-kafka playwright shapely pyogrio'.split(
    ' ',
  ),
)
const manifests = ['pyproject.toml', 'requirements.txt', 'requirements/base.txt', 'requirements/production.txt', 'Pipfile']

export const alpinePythonWheels: DockerfileRule = {
  id: 'df/alpine-python-wheels',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'A package that has no wheels for Alpine',
  why: 'It is compiled from source, which takes many minutes and a compiler that is not there, or cannot be had at all.',
  fix: 'A slim base: python:3.13-slim-trixie. It is smaller than Alpine with compilers.',
  sources: [],
  *find(view) {
    for (const stage of view.file.stages) {
      if (stage.base?.name !== 'python' || stage.base.distribution !== 'alpine') continue
      for (const { install } of installsIn(stage.instructions)) {
        const named = install.by === 'pip' || install.by === 'uv' ? install.packages.find((word) => glibcOnly.has(bare(word.text))) : undefined
        if (named) yield { ...at(view, named), message: `${bare(named.text)} has no wheel for Alpine.` }
        else if (isOfProject(install)) {
          const wanted = neededBy(view)
          if (wanted) yield { ...at(view, install.command), message: `${wanted.name} (${wanted.file}:${wanted.line}) has no wheel for Alpine.` }
        }
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-alpine3.23\nRUN pip install --no-cache-dir flask scikit-learn==1.9.0\n', line: 2 },
      {
        text: 'FROM python:3.13-alpine3.23\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n',
        line: 3,
        beside: { 'requirements.txt': 'flask\nopencv-python-headless>=5\n' },
      },
      {
        text: 'FROM python:3.13-alpine3.23\nCOPY . .\nRUN pip install --no-cache-dir .\n',
        line: 3,
        beside: { 'pyproject.toml': '[project]\nname = "a"\ndependencies = [\n  "duckdb>=1",\n]\n' },
      },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nRUN pip install --no-cache-dir scikit-learn\n' },
      {
        text: 'FROM python:3.13-alpine3.23\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n',
        beside: { 'requirements.txt': 'flask\nnumpy\n' },
      },
      {
        text: 'FROM python:3.13-alpine3.23\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --locked --no-dev\n',
        beside: { 'pyproject.toml': '[project]\nname = "a"\ndependencies = ["flask"]\n\n[dependency-groups]\ndev = ["playwright"]\n' },
      },
    ],
  },
}

function bare(requirement: string): string {
  return requirement
    .toLowerCase()
    .replace(/[[=<>~!;@ ].*$/, '')
    .replaceAll('_', '-')
}

/** The first such package that a manifest of the context names. */
function neededBy({ context, project }: DockerfileView): { name: string; file: string; line: number } | null {
  for (const name of context === null ? [] : manifests) {
    const file = context === '' ? name : `${context}/${name}`
    const lines = project.read(file)?.split('\n') ?? []
    let section = ''
    for (const [index, line] of lines.entries()) {
      section = /^\s*\[+([^\]"']+)\]+\s*$/.exec(line)?.[1] ?? section
      // Groups and extras may be left out, and those for development are.
      if (!/^(|project|packages|tool\.poetry\.dependencies)$/.test(section)) continue
      const found = [...line.matchAll(/(?:^|["'\s])([A-Za-z][\w.-]*)/g)].map(([, one]) => bare(one!)).find((one) => glibcOnly.has(one))
      if (found && !line.trimStart().startsWith('#')) return { name: found, file, line: index + 1 }
    }
  }
  return null
}
