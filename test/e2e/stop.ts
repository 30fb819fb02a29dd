import { must, until } from './shell.ts'
import { compose, type ComposeOptions, type StackSetUp } from './stack.ts'

/**
 * `docker compose stop` of a service, and how long its containers took from the signal to their end. That is taken from the
 * engine's own events: on a busy machine the command itself takes longer than they do.
 */
export async function stop(stack: StackSetUp, service: string, options: ComposeOptions = {}): Promise<{ code: number | null; seconds: number }> {
  const now = () => (Date.now() / 1000).toFixed(3)
  const since = now()
  const { code } = await compose(stack, ['stop', service], options)
  const labels = [`project=${stack.project}`, `service=${service}`].flatMap((label) => ['--filter', `label=com.docker.compose.${label}`])
  const wanted = ['--filter', 'event=kill', '--filter', 'event=die', '--format', '{{.TimeNano}} {{.Action}}']
  const seen = async () => (await must('docker', ['events', '--since', since, '--until', now(), ...labels, ...wanted])).split('\n').filter(Boolean)
  const of = (events: readonly string[], action: string) => events.filter((line) => line.endsWith(action))
  // Each of them ends with a word of the engine's, which may come a moment after the command's own end.
  const events = await until(seen, (all) => all.length > 0 && of(all, 'die').length >= of(all, 'kill').length, 10)
  const times = (action: string) => of(events, action).map((line) => Number(line.split(' ')[0]) / 1e9)
  return { code, seconds: Math.max(...times('die')) - Math.min(...times('kill')) }
}
