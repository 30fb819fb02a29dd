/** Where something stands in a person's project: path relative to the project's root, line from 1. */
export interface Place {
  file: string
  line?: number
}

export function formatPlace(place: Place): string {
  return place.line === undefined ? place.file : `${place.file}:${place.line}`
}

export interface Help {
  at?: Place
  /** What to do about it: lines to paste or a sentence, one entry a line. */
  todo?: readonly string[]
  /** 1: something in the project or on the machine; 2: the command line, or a missing answer. */
  exitCode?: 1 | 2
}

/** Something a person can mend. Printed as one line (and its `todo` lines), never with a stack. */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly help: Help
  constructor(what: string, help: Help = {}) {
    super(help.at ? `${formatPlace(help.at)}: ${what}` : what)
    this.help = help
    this.stack = this.message
  }
  get exitCode(): 1 | 2 {
    return this.help.exitCode ?? 1
  }
}

/** Somebody else wrote a file after this run had read it: its plan is out of date. Where nobody was asked, it can be made again. */
export class ChangedMeanwhile extends UserError {
  constructor(path: string) {
    super('was changed while this ran. Nothing was written.', { at: { file: path }, todo: ['run it again'] })
  }
}

/** The person left a prompt, or a signal ended the run before anything was written. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
  readonly exitCode: 130 | 143
  constructor(exitCode: 130 | 143 = 130) {
    super('Cancelled. Nothing was written.')
    this.exitCode = exitCode
  }
}
