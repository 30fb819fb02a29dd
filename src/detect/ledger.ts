import type { Evidence, Unknown, UnitFacts } from './facts.ts'

/** Collects what speaks for the facts of one unit while its parts are looked at. */
export interface Ledger {
  evidence: Evidence[]
  /** Flags are filled in when it is known whether the unit is the only one. */
  unknown: (Omit<Unknown, 'flag'> & { placeholder?: string })[]
  notes: { text: string; file: string; line: number }[]
}

export function newLedger(): Ledger {
  return { evidence: [], unknown: [], notes: [] }
}

const placeholders: Readonly<Record<string, string>> = {
  entrypoint: '<module:app>',
  port: '<port>',
  python: '<version>',
  node: '<version>',
  'package-manager': '<name>',
  'health-path': '<path>',
  stack: '<name>',
  airflow: '<version>',
  executor: '<name>',
  dependencies: 'imports',
  accelerator: 'gpu',
  launcher: 'docker',
}

/** The flags that answer what is unknown: plain for the one unit of a project, `--set` for one of several. */
export function withFlags(unit: UnitFacts, unknown: Ledger['unknown'], single: boolean): UnitFacts {
  return {
    ...unit,
    unknown: unknown.map(({ placeholder, ...one }) => {
      const value = placeholder ?? placeholders[one.key] ?? '<value>'
      return { ...one, flag: single ? `--${one.key} ${value}` : `--set ${unit.name}.${one.key}=${value}` }
    }),
  }
}
