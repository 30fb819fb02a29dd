import type { PythonModule } from '../../source.ts'
import { type ModuleName, readModule } from './module.ts'

export type { ModuleName } from './module.ts'

/** Loads the Python parser, which is too large to be paid for where nothing has to be parsed. */
export async function pythonReader(): Promise<(module: ModuleName, text: string) => PythonModule> {
  const { parser } = await import('@lezer/python')
  return (module, text) => readModule(module, text, parser.parse(text))
}
