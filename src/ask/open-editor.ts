import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/**
 * A text in the person's own editor, as git does it: VISUAL, EDITOR, else vi; it may be a command with arguments.
 * @param path gives the copy its name, so that the editor knows the language.
 * @returns the text as it was saved; null where the editor could not be started or ended with an error.
 */
export async function openEditor(path: string, text: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'create-dockerize-'))
  const file = join(folder, basename(path))
  try {
    // A copy outside the project, gone a moment later.
    await writeFile(file, text, { mode: 0o600 })
    const command = process.env.VISUAL || process.env.EDITOR || 'vi'
    return (await ends(command, file)) ? await readFile(file, 'utf8') : null
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function ends(command: string, file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', `${command} "$1"`, 'sh', file], { stdio: 'inherit' })
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })
}
