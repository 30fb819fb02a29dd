import type { RefineOptions, ReviewOptions } from '../run.ts'
import type { CommandLine } from './parse.ts'

/** What the command line says about a review; what it leaves open is for the project's own file to say. */
export function reviewOf({ values, positionals }: CommandLine): ReviewOptions {
  const list = (name: string) => values.get(name) as readonly string[] | undefined
  const text = <Word extends string>(name: string) => values.get(name) as Word | undefined
  return {
    paths: positionals,
    format: values.get('json') === true ? 'json' : (text<ReviewOptions['format']>('format') ?? 'terminal'),
    only: list('rule') ?? null,
    ignore: list('ignore') ?? [],
    min: text<'critical' | 'improvement'>('min') ?? null,
    failOn: text<'critical' | 'improvement'>('fail-on') ?? null,
    strict: values.get('strict') === true,
    explain: text('explain') ?? null,
  }
}

/** What the command line says about refining. */
export function refineOf({ values }: CommandLine): RefineOptions {
  return {
    goal: (values.get('goal') as RefineOptions['goal'] | undefined) ?? null,
    write: values.get('write') === true,
    accept: (values.get('accept') as readonly string[] | undefined) ?? [],
  }
}
