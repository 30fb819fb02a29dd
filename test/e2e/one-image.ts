import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { must, run, until } from './shell.ts'

/** Writes a project into `dir`. */
export function layFiles(dir: string, texts: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
}

/** Builds the Dockerfile `text` on `dir`, and puts what its last stage has there: how a lock file is made by its own tool. */
export async function bringOut(dir: string, text: string): Promise<void> {
  await must('sh', ['-c', 'printf %s "$1" | docker build --quiet --output "$2" --file - "$2"', 'sh', text, dir], { seconds: 200 })
}

/** @returns the tag of the target's image, which the caller takes away. @throws Error with docker's words. */
export async function buildTarget(dir: string, target: string): Promise<string> {
  const tag = `${basename(dir).toLowerCase()}:${target}`
  await must('docker', ['build', '--quiet', '--tag', tag, '--target', target, dir], { seconds: 250 })
  return tag
}

/** What the app of an image says on `path` once docker finds it healthy. */
export async function answerOf(image: string, port: number, path: string): Promise<string> {
  const container = (await must('docker', ['run', '--detach', '--publish', `127.0.0.1::${port}`, image])).trim()
  try {
    const health = () => must('docker', ['inspect', '--format', '{{.State.Health.Status}}', container])
    await until(health, (status) => status.trim() === 'healthy', 30)
    const published = (await must('docker', ['port', container, `${port}/tcp`])).trim().split(':').at(-1)
    return await (await fetch(`http://127.0.0.1:${published}${path}`)).text()
  } finally {
    await run('docker', ['rm', '-f', container])
  }
}
