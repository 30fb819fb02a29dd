import type { Advice } from '../../plan/plan.ts'
import type { StackInput } from '../../stacks/contract.ts'

/** Which of its models are assets is in dbt's manifest, which its project makes and git has not; runs write beside it. */
export function dbtAdvice(units: readonly StackInput[]): Advice[] {
  const found = new Map(units.flatMap(({ facts }) => (facts.details['dbt'] === undefined ? [] : [[facts.details['dbt'], facts] as const])))
  return [...found].map(([file, { dir, python }]) => {
    const inside = dir === '.' || file.startsWith(`${dir}/`)
    const adapter = python?.dependencies.find((one) => /^dbt-(?!core$|common$|adapters$)/.test(one.name) && one.group === 'main')
    const needs = [
      ...(inside ? [] : [`the folder is outside of ${dir}, so no image of it has the models`]),
      ...(adapter ? [] : ['no adapter (dbt-postgres and the like) is among the dependencies']),
      'production needs its manifest: `dbt parse` in the build, or before it',
      'and a target folder that the runs may write (DBT_TARGET_PATH=/tmp/target)',
    ]
    return { title: 'dbt', text: `A dbt project: ${needs.join('; ')}.`, at: { file, line: 1 }, now: true }
  })
}
