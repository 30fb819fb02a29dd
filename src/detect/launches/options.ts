/**
 * Value of an option in a command: `--port 80`, `--port=80`, `-p 80`, `-p80`.
 * @param names with their dashes; the first that is given counts.
 */
export function option(argv: readonly string[], ...names: readonly string[]): string | null {
  for (const [at, word] of argv.entries()) {
    for (const name of names) {
      if (word === name) return argv[at + 1] ?? null
      if (name.startsWith('--') && word.startsWith(`${name}=`)) return word.slice(name.length + 1)
      if (!name.startsWith('--') && name.length === 2 && word.startsWith(name) && !word.startsWith('--')) return word.slice(2).replace(/^=/, '')
    }
  }
  return null
}

export function hasOption(argv: readonly string[], ...names: readonly string[]): boolean {
  return argv.some((word) => names.some((name) => word === name || word.startsWith(`${name}=`)))
}

/** Options of servers and tools that take no value. What is not named here takes the next word. */
const switches: ReadonlySet<string> = new Set([
  ...['--reload', '--factory', '--preload', '--daemon', '--proxy-headers', '--use-colors', '--access-log', '--debug', '--dev', '--fast', '--static'],
  ...['--ws', '--call', '--headless', '--http2', '--insecure', '--check-config', '--reuse-port', '--autoreload', '--auto-reload', '--show', '--all'],
  ...['--fake', '--burst', '--with-scheduler', '--quiet', '--verbose', '--beat', '--noreload', '--nothreading', '--noinput', '--nostatic', '-q', '-v'],
])

/** Words that are no options and no values of options. */
export function positionals(argv: readonly string[]): string[] {
  const found: string[] = []
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? ''
    if (word === '--') return [...found, ...argv.slice(at + 1)]
    if (!word.startsWith('-') || word === '-') found.push(word)
    else if (!word.includes('=') && !switches.has(word) && !word.startsWith('--no-') && !/^-\w.+/.test(word)) at++
  }
  return found
}
