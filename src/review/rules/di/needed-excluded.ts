import { at, type DockerfileRule } from '../../contract.ts'
import { sourcesOf } from '../../model/context.ts'
import type { IgnoreFile } from '../../model/ignore-file.ts'

export const neededExcluded: DockerfileRule = {
  id: 'di/needed-excluded',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'COPY of what the ignore file leaves out',
  why: 'For the build that file is not there: it ends with "not found".',
  fix: 'Bring it back with ! at the end of the ignore file, or take the COPY out.',
  sources: ['CopyIgnoredFile'],
  *find(view) {
    const { ignore } = view
    if (!ignore) return
    for (const instruction of view.file.instructions) {
      for (const { path, word } of sourcesOf(instruction)) {
        if (path === '' || /[*?[]/.test(path) || !isLeftOut(ignore, path)) continue
        yield { ...at(view, word), message: `${ignore.path} leaves ${path} out.` }
      }
      for (const flag of instruction.flags) {
        const source =
          flag.name === 'mount' && /(^|,)type=bind/.test(flag.value) && !/(^|,)from=/.test(flag.value)
            ? /(?:^|,)(?:source|src)=([^,]+)/.exec(flag.value)?.[1]
            : undefined
        const path = source?.replace(/^(\.?\/)+/, '')
        if (path && path !== '.' && !path.includes('$') && isLeftOut(ignore, path)) yield { ...at(view, flag), message: `${ignore.path} leaves ${path} out.` }
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nCOPY src ./src\nCOPY tests ./tests\n', line: 3, beside: { '.dockerignore': '.git\ntests/\n' } },
      {
        text: 'FROM python:3.13-slim-trixie\nRUN --mount=type=bind,source=uv.lock,target=uv.lock uv sync --locked\n',
        line: 2,
        beside: { '.dockerignore': '*\n!src\n' },
      },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nCOPY src pyproject.toml /app/\n', beside: { '.dockerignore': '*\n!src\n!pyproject.toml\n' } },
      { text: 'FROM python:3.13-slim-trixie\nCOPY docs ./docs\n', beside: { '.dockerignore': 'docs/*\n!docs/index.md\n' } },
    ],
  },
}

/** It, and all that lies in it. */
function isLeftOut(ignore: IgnoreFile, path: string): boolean {
  return (
    ignore.ignores(path) && !ignore.patterns.some((one) => one.keeps && (one.text.replace(/^(\.?\/)+/, '').startsWith(`${path}/`) || one.text.includes('**')))
  )
}
