import { installsIn } from '../review/model/build-tools.ts'
import { sourcesOf } from '../review/model/context.ts'
import type { DockerfileView } from '../review/contract.ts'
import { history, lastOf } from '../review/model/dockerfile.ts'
import type { Instruction } from '../review/model/instructions.ts'

/** Programs whose arguments mean the same wherever they are installed. */
const programs = /^(uvicorn|gunicorn|hypercorn|granian|daphne|streamlit|fastapi|flask|waitress-serve|celery|rq|arq|dramatiq|python3?)$/

/**
 * What the file starts, as a list; null where that is not plain, or where its source lies otherwise than ours does: then what
 * detection found is started.
 */
export function ownCommand({ final }: DockerfileView): readonly string[] | null {
  if (!final) return null
  const all = history(final).some((one) => one.name === 'COPY' && sourcesOf(one).some((source) => source.path === ''))
  const entrypoint = lastOf(final, 'ENTRYPOINT')
  const command = lastOf(final, 'CMD')
  const parts = [entrypoint, command].map((one) => (one ? wordsOf(one) : []))
  if (!all || parts.some((one) => one === null) || (entrypoint && command && (!entrypoint.exec || !command.exec))) return null
  const words = withoutRunner(parts.flatMap((one) => one!))
  const [program, ...rest] = words
  if (program === undefined || rest.includes('--reload')) return null
  const name = program.split('/').at(-1)!
  // Installed on the spot, which ours does not.
  const onTheSpot = installsIn(history(final)).some(({ install }) => install.packages.some(({ text }) => text.split(/[[=<>~!]/)[0] === name))
  return programs.test(name) && !onTheSpot ? [name === 'python3' ? 'python' : name, ...rest] : null
}

/** A list's, or those of a plain line that a shell would not change. */
function wordsOf({ exec, words, rest }: Instruction): string[] | null {
  if (!exec && (!/^[\w./:=@,+ -]+$/.test(rest.text) || words[0]?.text.includes('='))) return null
  const texts = words.map((word) => word.text)
  return texts[0] === 'exec' ? texts.slice(1) : texts
}

/** `uv run`, `poetry run`: what they start is on the PATH. */
function withoutRunner(words: readonly string[]): readonly string[] {
  if (!/^(uv|poetry|pdm|pipenv)$/.test(words[0] ?? '') || words[1] !== 'run') return words
  const rest = words.slice(2)
  return rest.slice(
    Math.max(
      0,
      rest.findIndex((word) => !word.startsWith('-')),
    ),
  )
}
