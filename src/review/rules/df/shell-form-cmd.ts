import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn, lineage } from '../../model/dockerfile.ts'
import type { Instruction } from '../../model/instructions.ts'

export const shellFormCommand: DockerfileRule = {
  id: 'df/shell-form-cmd',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'A shell stands between docker and the program',
  why: 'docker stop speaks to the shell, which may not pass it on: the program is killed after ten seconds, in the middle of what it does.',
  fix: 'A list: CMD ["program", "argument"]; where a variable is needed, exec in the shell.',
  sources: ['DL3025', 'JSONArgsRecommended'],
  *find(view) {
    for (const stage of view.file.stages) {
      for (const instruction of stage.instructions) {
        if ((instruction.name !== 'CMD' && instruction.name !== 'ENTRYPOINT') || instruction.exec || instruction.words.length === 0) continue
        const [first] = commandsIn(instruction)
        if (first?.before.some((word) => word.text === 'exec')) continue
        const broken = instruction.rest.text.trimStart().startsWith('[')
        const message = broken
          ? 'Not a JSON list (double quotes, no comma at its end): it runs in a shell as it stands.'
          : `${instruction.name} runs in a shell.`
        yield { ...at(view, instruction), severity: broken ? 'critical' : 'improvement', message, edits: listFor(instruction) }
      }
    }
  },
  *good({ final }) {
    const [own] = final ? lineage(final).flatMap((stage) => stage.instructions.filter((one) => one.name === 'CMD' || one.name === 'ENTRYPOINT')) : []
    if (own?.exec) yield { line: own.line, message: 'the program itself is started, no shell' }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-trixie-slim\nCMD node server.js\n', line: 2 },
      { text: 'FROM python:3.13-slim-trixie\nENTRYPOINT uvicorn app:app --port $PORT\n', line: 2 },
      { text: "FROM python:3.13-slim-trixie\nCMD ['python', 'app.py']\n", line: 2 },
    ],
    good: [
      { text: 'FROM node:24-trixie-slim\nCMD ["node", "server.js"]\n' },
      { text: 'FROM python:3.13-slim-trixie\nCMD exec uvicorn app:app --port $PORT\n' },
    ],
  },
}

/** Only where every word is plain: nothing that a shell would change. */
function listFor({ rest, words, endLine, line }: Instruction) {
  if (endLine !== line || !/^[\w./:=@,+ -]+$/.test(rest.text) || rest.text.trimStart().startsWith('[')) return []
  const [first] = words
  if (!first || first.text.includes('=')) return []
  return [{ from: first.from, to: words.at(-1)!.to, text: JSON.stringify(words.map((word) => word.text)).replaceAll('","', '", "') }]
}
