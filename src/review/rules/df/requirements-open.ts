import { at, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { sourcesOf } from '../../model/context.ts'
import { inContext } from '../../model/manifest.ts'

export const requirementsOpen: DockerfileRule = {
  id: 'df/requirements-open',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'Requirements without versions',
  why: 'Two builds of one commit install two sets of packages, and what was tested is not what runs.',
  fix: 'Compile them once, with hashes: uv pip compile --generate-hashes requirements.in -o requirements.txt; or a project with a lock file.',
  sources: ['DL3013', 'CIS 4.11'],
  *find(view) {
    if (view.context === null) return
    const said = new Set<string>()
    for (const { install } of installsIn(view.file.instructions)) {
      if (install.by !== 'pip' && install.by !== 'uv') continue
      const words = install.command.words.map((word) => word.text)
      // A file of constraints has the versions.
      if (words.some((word) => /^(-c|--constraint)/.test(word))) continue
      for (const [index, word] of words.entries()) {
        const name = /^(?:-r|--requirements?=)(.+)$/.exec(word)?.[1] ?? (/^(-r|--requirements?)$/.test(word) ? words[index + 1] : undefined)
        const path = name === undefined ? undefined : copiedAs(view, name.replace(/^\.\//, ''))
        const open = path && !said.has(path) ? openIn(view.project.read(inContext(view.context, path))) : []
        if (open.length === 0) continue
        said.add(path!)
        const what = `${open.slice(0, 3).join(', ')}${open.length > 3 ? ` and ${open.length - 3} more` : ''}`
        yield { ...at(view, install.command), message: `${path} leaves the version of ${what} open.` }
      }
    }
  },
  examples: {
    bad: [
      {
        text: 'FROM python:3.13-slim-trixie\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n',
        line: 3,
        beside: { 'requirements.txt': 'fastapi\nuvicorn[standard]>=0.30\n' },
      },
      {
        text: 'FROM python:3.13-slim-trixie\nRUN uv pip install --system -r ./requirements/base.txt\n',
        line: 2,
        beside: { 'requirements/base.txt': '# web\nflask==3.1.0\ngunicorn ; python_version > "3"\n' },
      },
      {
        text: 'FROM python:3.13-slim-trixie\nCOPY api/requirements.txt /tmp/\nRUN pip install --no-cache-dir -r /tmp/requirements.txt\n',
        line: 3,
        beside: { 'requirements.txt': 'ruff==0.14.10\n', 'api/requirements.txt': 'fastapi\n' },
      },
    ],
    good: [
      {
        text: 'FROM python:3.13-slim-trixie\nRUN pip install -r requirements.txt\n',
        beside: { 'requirements.txt': '-r other.txt\nflask==3.1.0 \\\n    --hash=sha256:0\nx @ https://example.com/x.whl\n' },
      },
      {
        text: 'FROM python:3.13-slim-trixie\nRUN pip install -r requirements.txt -c constraints.txt\n',
        beside: { 'requirements.txt': 'flask\n', 'constraints.txt': 'flask==3.1.0\n' },
      },
    ],
  },
}

/** Where a file of the image lies in the context, as far as a COPY says it. */
function copiedAs({ file }: DockerfileView, path: string): string {
  const sources = file.instructions.flatMap(sourcesOf).map((one) => one.path)
  const name = path.slice(path.lastIndexOf('/') + 1)
  return sources.includes(path) ? path : (sources.find((one) => one === name || one.endsWith(`/${name}`)) ?? path)
}

/** Names in a requirements file that have no exact version. */
function openIn(text: string | null): string[] {
  const lines = (text ?? '')
    .replace(/\\\r?\n/g, ' ')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
  if (lines.some((line) => /^(-c|--constraint)/.test(line))) return []
  return lines.flatMap((line) => (/^-|^$|===?|@|:\/\/|\.(whl|zip|tar\.gz)$|^[./]/.test(line.split(';')[0]!) ? [] : (/^[\w.-]+/.exec(line) ?? [])))
}
