import type { Review } from '../index.ts'

export function countsOf({ findings, good }: Review): { critical: number; improvement: number; good: number } {
  const critical = findings.filter((one) => one.severity === 'critical').length
  return { critical, improvement: findings.length - critical, good: good.length }
}

/** `1 critical, 2 improvements, 3 good`. */
export function countsText(review: Review): string {
  const { critical, improvement, good } = countsOf(review)
  return `${critical} critical, ${improvement} improvement${improvement === 1 ? '' : 's'}, ${good} good`
}
