import type { Values } from './compose.ts'
import { volumesOf } from './service.ts'
import type { Command } from './shell.ts'

/** Options whose value is the file of a log: gunicorn, hypercorn, celery, uwsgi; mongod; mysqld; traefik. */
const options =
  /^--((access|error)-?log-?file|log-?file|logto2?|daemonize2?|logpath|log-error|(general|slow-query)-log-file|(access)?log\.filepath)(?:=(.*))?$/i
/** The same under a name that is something else elsewhere. */
const ownOptions: Readonly<Record<string, RegExp>> = {
  celery: /^-f()$/,
  daphne: /^--access-log(?:=(.*))?$/,
  hypercorn: /^--(?:access|error)-log(?:=(.*))?$/,
}
const redirection = /^(?:[12&]?>{1,2}|>&)\|?(?![&(])(.*)$/

/**
 * Files of logs that can be seen in what is run. Nothing where the script itself prints a file again, or a program of its own looks after logs.
 * @param firstOfShell index of the first command that a shell reads: `>` is an argument to the others.
 */
export function logFilesOf(commands: readonly Command[], firstOfShell: number): string[] {
  if (commands.some(({ name }) => /^(tail|cat|tee|supervisord|logrotate|crond?)$/.test(name))) return []
  return commands.flatMap((command, index) => {
    const said = command.words.map((word) => word.text)
    return said.flatMap((word, at) => {
      const option = options.exec(word) ?? ownOptions[command.name]?.exec(word)
      if (option) return [option.at(-1) || (word.includes('=') ? '' : (said[at + 1] ?? ''))].filter(isFile)
      const redirected = index < firstOfShell ? null : redirection.exec(word)
      return redirected ? [redirected[1] || (said[at + 1] ?? '')].filter((path) => isFile(path) && isLog(path)) : []
    })
  })
}

function isFile(path: string): boolean {
  // What official images of nginx and Apache have there are links to standard output.
  if (/^(\/dev\/|\/proc\/|\/var\/log\/nginx\/(access|error)\.log$|\/usr\/local\/apache2\/logs\/)/.test(path)) return false
  return /^(\.{0,2}\/|[\w-]+[./])/.test(path) && !/[$`]|:\/\/|:\d+$/.test(path)
}

function isLog(path: string): boolean {
  return /\.(log|err)$|(^|\/)(logs?\/|nohup\.out$)/.test(path)
}

/** What a service mounts over a folder lies outside of the container. */
export function isMounted(services: readonly Values[], path: string): boolean {
  return services.flatMap(volumesOf).some(({ target }) => path.startsWith(target.replace(/\/?$/, '/')))
}
