import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { layFiles } from './one-image.ts'
import { must } from './shell.ts'

/** A package of Python's as an index has it: its file's name, and its bytes. */
export interface Wheel {
  file: string
  bytes: Buffer
}

/** Makes one that holds a single module, in a new folder of `work`. */
export async function makeWheel(work: string, name: string, text: string): Promise<Wheel> {
  const folder = mkdtempSync(join(work, 'wheel-'))
  const info = `${name}-1.0.dist-info`
  layFiles(folder, {
    [`${name}/__init__.py`]: text,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name.replaceAll('_', '-')}\nVersion: 1.0\n`,
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${info}/RECORD`]: '',
  })
  await must('python3', ['-m', 'zipfile', '-c', 'made.whl', name, info], { cwd: folder })
  return { file: `${name}-1.0-py3-none-any.whl`, bytes: readFileSync(join(folder, 'made.whl')) }
}

/** Address of this machine as a build sees it. */
export async function hostOfBuilds(): Promise<string> {
  return (await must('docker', ['network', 'inspect', 'bridge', '--format', '{{(index .IPAM.Config 0).Gateway}}'])).trim()
}
