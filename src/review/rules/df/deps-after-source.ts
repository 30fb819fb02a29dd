import { at, type DockerfileRule } from '../../contract.ts'
import { beforeIn, installsIn } from '../../model/build-tools.ts'
import { sourcesOf } from '../../model/context.ts'
import { history, type Stage } from '../../model/dockerfile.ts'
import { isOfProject } from '../../model/installs.ts'

export const dependenciesAfterSource: DockerfileRule = {
  id: 'df/deps-after-source',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'All of the source is copied before the dependencies are installed',
  why: 'A changed line anywhere makes everything after the COPY run again: each build downloads and installs all packages.',
  fix: 'Copy or bind the manifest and the lock file, install, and copy the source after that.',
  sources: [],
  *find(view) {
    for (const stage of view.file.stages) {
      const found = tooEarly(stage)
      if (found) yield { ...at(view, found.copy), message: `Each change of a file installs all packages again (${found.what}, line ${found.line}).` }
    }
  },
  *good(view) {
    for (const stage of view.file.stages) {
      const [first] = installsIn(stage.instructions).filter(({ install }) => isOfProject(install))
      if (!first || tooEarly(stage)) continue
      const after = history(stage).slice(history(stage).indexOf(first.run) + 1)
      const copied = view.file.stages.some((one) =>
        one.instructions.some((instruction) => sourcesOf(instruction).some((source) => source.path === '' || !/[.]/.test(source.path))),
      )
      if (after.length > 0 || copied) yield { line: first.run.line, message: 'dependencies come before code' }
    }
  },
  goodUnless: ['df/project-install-before-source'],
  examples: {
    bad: [
      { text: 'FROM node:24-trixie-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n', line: 3 },
      { text: 'FROM python:3.13-slim-trixie\nCOPY . /app\nRUN python -m pip install --no-cache-dir \\\n    -r /app/requirements.txt\n', line: 2 },
    ],
    good: [
      { text: 'FROM node:24-trixie-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\n' },
      {
        text: 'FROM python:3.13-slim-trixie\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY . .\nRUN pip install --no-cache-dir --no-deps .\n',
      },
    ],
  },
}

function tooEarly(stage: Stage): { copy: { from: number }; what: string; line: number } | null {
  const all = history(stage)
  const [first] = installsIn(all).filter(({ install }) => isOfProject(install))
  if (!first || !stage.instructions.includes(first.run)) return null
  const copy = beforeIn(all, first.run).find((one) => sourcesOf(one).some((source) => source.path === ''))
  if (!copy) return null
  const { command } = first.install
  return {
    copy,
    what: command.words
      .slice(0, 2)
      .map((word) => word.text)
      .join(' '),
    line: first.run.line,
  }
}
