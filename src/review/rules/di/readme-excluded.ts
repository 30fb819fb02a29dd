import type { DockerfileView, IgnoreRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { putBelow } from '../../model/edits.ts'
import { inContext } from '../../model/manifest.ts'

export const readmeExcluded: IgnoreRule = {
  id: 'di/readme-excluded',
  severity: 'critical',
  reads: 'ignore',
  title: 'The readme that the project is built with is left out',
  why: 'pyproject.toml names it, and the build backend stops: "Readme file does not exist".',
  fix: '!README.md below that pattern.',
  sources: [],
  *find({ ignore, shapes, project, text }) {
    const view = shapes.find((one) => one.context !== null && buildsProject(one))
    const manifest = view ? project.read(inContext(view.context!, 'pyproject.toml')) : null
    if (!manifest || !/^\[build-system\]/m.test(manifest)) return
    const named = /^\s*readme\s*=\s*(?:["']([^"']+)["']|\{[^}]*file\s*=\s*["']([^"']+)["'])/m.exec(manifest)
    const file = named?.[1] ?? named?.[2]
    const pattern = file ? ignore.ignoredBy(file) : null
    // Where a step makes one up, the build has what it wants.
    if (!file || !pattern || view!.file.instructions.some((one) => one.name === 'RUN' && one.rest.text.includes(file))) return
    yield {
      line: pattern.line,
      message: `${pattern.text} leaves out ${file}, which pyproject.toml names as its readme.`,
      edits: putBelow({ text }, [`!${file}`]),
    }
  },
  examples: {
    bad: [
      {
        text: '.git\n*.md\n',
        line: 2,
        beside: {
          Dockerfile: 'FROM python:3.13-slim-trixie\nCOPY . .\nRUN uv sync --locked\n',
          'pyproject.toml': '[project]\nname = "x"\nreadme = "README.md"\n[build-system]\nrequires = ["hatchling"]\n',
        },
      },
      {
        text: '**/README*\n',
        line: 1,
        beside: {
          Dockerfile: 'FROM python:3.13-slim-trixie\nCOPY . .\nRUN pip install .\n',
          'pyproject.toml': '[build-system]\nrequires = []\n[project]\nreadme = {file = "README.rst", content-type = "text/x-rst"}\n',
        },
      },
    ],
    good: [
      {
        text: '*.md\n!README.md\n',
        beside: {
          Dockerfile: 'FROM python:3.13-slim-trixie\nCOPY . .\nRUN uv sync --locked\n',
          'pyproject.toml': '[project]\nreadme = "README.md"\n[build-system]\nrequires = []\n',
        },
      },
      {
        text: '*.md\n',
        beside: {
          Dockerfile: 'FROM python:3.13-slim-trixie\nRUN uv sync --locked --no-install-project\n',
          'pyproject.toml': '[project]\nreadme = "README.md"\n[build-system]\nrequires = []\n',
        },
      },
    ],
  },
}

function buildsProject({ file }: DockerfileView): boolean {
  return file.stages.some((stage) =>
    installsIn(stage.instructions).some(({ install }) => {
      if (install.by === 'uv') return install.verb.text === 'sync' && !install.says('--no-install-project')
      return install.by === 'poetry' ? !install.says('--no-root') : install.by === 'pip' && install.packages.some((word) => /^\.(\[|$)/.test(word.text))
    }),
  )
}
