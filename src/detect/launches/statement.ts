import type { Values } from './expand.ts'
import type { Program } from './started.ts'

/** What a file says about starting something, before the command is understood. */
export type Statement = Command | Setting

export interface Command {
  /** A shell text, or words where the file has a list. */
  command: string | readonly string[]
  /** Where the command begins, from 1. */
  line: number
  process?: string | null
  development?: boolean
  /** Folder that it runs in, relative to the unit. */
  workingDir?: string | null
  /** Variables that are set for it. */
  environment?: Values
  /** Overrides that of the file. */
  weight?: number
}

/** Configuration that names the target or the port by itself: `bind = "0.0.0.0:8000"`. */
export interface Setting {
  program: Program | null
  target: { module: string; object: string | null } | null
  factory?: boolean
  port: number | null
  process?: string | null
  development?: boolean
  environment?: Values
  line: number
  /** Overrides that of the file. */
  weight?: number
}

/** Reads the statements of one kind of file. */
export type StatementReader = (text: string, path: string) => readonly Statement[]

/** What people call files, stages and targets that production never sees. */
export function soundsLikeDevelopment(name: string): boolean {
  return /(^|[^a-z])(dev|devel|develop|development|local|debug|test|tests|testing|override|watch|ci|e2e)([^a-z]|$)/i.test(name)
}
