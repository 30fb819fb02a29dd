import { execForm } from '../../render/escape/dockerfile.ts'
import { times } from '../../render/dockerfile.ts'
import { hasProgram } from '../../review/model/programs.ts'
import { history, lastOf } from '../../review/model/dockerfile.ts'
import type { Mend } from '../contract.ts'
import { startsSame } from '../same-program.ts'
import { beginOf } from '../../review/model/begin-of.ts'
import { asDockerfile } from './in-view.ts'

/** Asks as our own templates ask, with what the image has; where the file's port is the one that was seen. */
export const askWhetherItAnswers: Mend = async (view, _finding, around) => {
  const file = asDockerfile(view)
  const { final } = file
  const image = final && (await around.image(file))
  const build = image?.build ?? image?.node
  const command = final && (lastOf(final, 'CMD') ?? lastOf(final, 'ENTRYPOINT'))
  if (!final || !build?.health || !command || !final.instructions.includes(command)) return []
  if (startsSame(final, build.command) !== true) return []
  const ports = history(final).flatMap((one) => (one.name === 'EXPOSE' ? one.words.map((word) => word.text.split('/')[0]) : []))
  if (ports.length > 0 && !ports.includes(String(build.port))) return []
  const [kind, program] = build.health.test
  if (kind !== 'CMD' || program === undefined || hasProgram(final, program) !== true) return []
  const { interval, timeout, startPeriod, retries } = times(build.health)
  const at = beginOf(file, command)
  const flags = `--interval=${interval} --timeout=${timeout} --start-period=${startPeriod} --retries=${retries}`
  return [{ from: at, to: at, text: `HEALTHCHECK ${flags} \\\n    CMD ${execForm(build.health.test.slice(1))}\n` }]
}
