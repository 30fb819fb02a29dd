import { at, type DockerfileRule } from '../../contract.ts'
import { copiesFrom } from '../../model/copies-from.ts'
import { history, type Stage } from '../../model/dockerfile.ts'

export const venvOtherInterpreter: DockerfileRule = {
  id: 'df/venv-other-interpreter',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'A virtual environment whose Python is not in the image',
  why: 'An environment is no more than links to the interpreter that made it, and folders named after its version. The official image has Python in /usr/local, Debian and distroless have theirs in /usr/bin: the program ends with "not found".',
  fix: 'One and the same base image for the stage that makes the environment and the one that runs it.',
  sources: [],
  *find(view) {
    for (const { instruction, stage, into } of copiesFrom(view.file)) {
      const source = instruction.words[0]?.text ?? ''
      if (!stage || instruction.name !== 'COPY' || !/(^|\/)\.?(virtual)?(venv|env)\/?$/.test(source)) continue
      // The interpreter itself comes along.
      if (history(into).some((one) => one.name === 'COPY' && one.words.some((word) => /^\/usr\/local(\/(bin|lib))?\/?$|\/python\/?$/.test(word.text)))) continue
      const why = differs(stage, into)
      if (why) yield { ...at(view, instruction), message: `${source} was made with ${stage.base!.label}; ${why}.` }
    }
  },
  examples: {
    bad: [
      {
        text: 'FROM python:3.13-slim-trixie AS builder\nRUN python -m venv /opt/venv\nFROM gcr.io/distroless/python3-debian13\nCOPY --from=builder /opt/venv /opt/venv\n',
        line: 4,
      },
      {
        text: 'FROM python:3.12-slim-trixie AS b\nRUN uv sync --locked\nFROM python:3.13-slim-trixie\nENV A=b\nCOPY --from=b --chown=app /app/.venv /app/.venv\n',
        line: 5,
      },
    ],
    good: [
      { text: 'FROM python:3.13-trixie AS b\nRUN python -m venv /opt/venv\nFROM python:3.13-slim-trixie\nCOPY --from=b /opt/venv /opt/venv\n' },
      { text: 'FROM python:3.13-slim-trixie AS b\nFROM debian:13-slim\nCOPY --from=b /usr/local /usr/local\nCOPY --from=b /opt/venv /opt/venv\n' },
    ],
  },
}

/** Why the environment of one stage does not run in another; null: it does, or nobody knows. */
function differs({ base: from }: Stage, { base: to }: Stage): string | null {
  if (from?.name !== 'python' || !to) return null
  if (to.name !== 'python') return to.distribution === null ? null : `${to.label} has another Python, or none`
  const [a, b] = [from, to].map((one) => one.version?.slice(0, 2).join('.'))
  if (a && b && a.includes('.') && b.includes('.') && a !== b) return `here is Python ${b}`
  const isAlpine = [from, to].map((one) => one.distribution === 'alpine')
  return isAlpine[0] === isAlpine[1] ? null : `${to.label} has another C library`
}
