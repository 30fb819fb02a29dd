import { isatty } from 'node:tty'

/**
 * Prompts need a person: both ends a terminal, and neither a CI job nor an agent that was given one. Asked of the file
 * descriptors, since merely touching `process.stdin` of an open pipe would start to read it.
 */
export async function someoneIsThere(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (!isatty(0) || !isatty(2) || env['CI']) return false
  const { isAgent, isCI } = await import('std-env')
  return !isAgent && !isCI
}
