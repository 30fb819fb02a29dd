import { at, type DockerfileRule } from '../../contract.ts'
import { copiesFrom } from '../../model/copies-from.ts'
import { isMoving, parseImage } from '../../model/image-name.ts'

export const copyFromLatest: DockerfileRule = {
  id: 'df/copy-from-latest',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'A program is copied from an image without a version',
  why: 'It is the one line that nobody looks at: the tool that builds everything changes under the build.',
  fix: 'Write the version of the image it is copied from.',
  sources: ['DL3022'],
  *find(view) {
    for (const { instruction, source, stage } of copiesFrom(view.file)) {
      if (stage || source === null || /^\d+$/.test(source) || !/[/:.]/.test(source)) continue
      const image = parseImage(source)
      const { name, tag, digest } = image
      if ((digest === null && tag === null) || isMoving(image))
        yield { ...at(view, instruction), message: `${name}${tag ? `:${tag}` : ''} is another program whenever it has a release.` }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nCOPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/\n', line: 2 },
      { text: 'FROM python:3.13-slim-trixie\nRUN --mount=from=ghcr.io/astral-sh/uv,source=/uv,target=/bin/uv \\\n    uv sync --locked\n', line: 2 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nCOPY --from=ghcr.io/astral-sh/uv:0.12.5 /uv /bin/\n' },
      { text: 'FROM ghcr.io/astral-sh/uv:0.12.5 AS uv\nFROM python:3.13-slim-trixie\nCOPY --from=uv /uv /bin/\n' },
    ],
  },
}
