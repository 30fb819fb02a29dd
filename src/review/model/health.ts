import type { Command } from './shell.ts'

/** Programs that health checks call and that small images lack. */
const probes = new Set(['curl', 'wget', 'nc', 'pg_isready', 'psql', 'redis-cli', 'jq', 'ps', 'pgrep', 'mysqladmin', 'http'])

/** The command of a health check whose program an image may lack, and those that speak to a server. */
export function probesIn(commands: readonly Command[]): Command[] {
  return commands.filter(({ name }) => probes.has(name))
}

/** Places in a check where it says `localhost`: an address that IPv6 may answer for; not the name that a server is asked for. */
export function localhostsIn(text: string): number[] {
  return [...text.matchAll(/(?<!Host:\s*)(?<=:\/\/|[\s'"(@])localhost(?=[:/'"\s,)]|$)/g)].map(({ index }) => index)
}

/** How to ask without curl: by the runtime that is there anyway. */
export function checkWithout(has: (program: string) => boolean | null, url: string): string {
  if (has('python') || has('python3')) return `python -c "import urllib.request as u; u.urlopen('${url}', timeout=3)", the image's own`
  if (has('node')) return `node -e "fetch('${url}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))", the image's own`
  if (has('wget')) return `wget -q -O /dev/null ${url}, which is there`
  return 'call a program that the image has, or install this one on purpose'
}

/** The address that a probe asks; a usual one where it names none. */
export function urlIn(command: Command): string {
  const word = command.words.find((one) => /^https?:\/\//.test(one.text))?.text ?? 'http://127.0.0.1:8000/'
  return word.replace('//localhost', '//127.0.0.1')
}
