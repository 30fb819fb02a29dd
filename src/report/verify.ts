import type { Run } from '../run.ts'
import type { Figures, Verified, VerifyCheck } from '../verify/contract.ts'
import { paintFor, type Paint } from './paint.ts'

/** Prints what was measured and found, and settles the exit code. @returns one line that says it, for plop. */
export async function showVerified(verified: Verified, run: Run): Promise<string> {
  const { options, output, outcome } = run
  const failed = verified.checks.filter((one) => !one.ok)
  outcome.exitCode = failed.length > 0 ? 1 : 0
  if (options.junit) output.write((await import('./junit.ts')).junit(verified))
  else if (options.json) output.write(`${JSON.stringify({ schema: 1, ...verified }, null, 2)}\n`)
  else if (!options.quiet || failed.length > 0) output.write(verifiedText(verified, paintFor(output)))
  return failed.length === 0 ? `${verified.checks.length} checks passed` : `${failed.length} of ${verified.checks.length} checks failed`
}

export function verifiedText({ figures, checks }: Verified, paint: Paint): string {
  const width = Math.max(0, ...figures.map((one) => one.unit.length), ...checks.map((one) => one.service?.length ?? 0))
  const passed = checks.filter((one) => one.ok)
  const failed = checks.filter((one) => !one.ok)
  return [
    '',
    ...figures.flatMap((one) => figureLines(one, width, paint)),
    ...passed.map((one) => `  ${paint.good('✓')} ${(one.service ?? '').padEnd(width)}  ${one.check}: ${one.detail}`),
    ...failed.flatMap((one) => failedLines(one, width, paint)),
    '',
    failed.length === 0
      ? `  ${paint.good(`${passed.length} checks passed.`)} Nothing was left behind.`
      : `  ${paint.bad(`${failed.length} of ${checks.length} checks failed.`)} Nothing was left behind.`,
    '',
    '',
  ].join('\n')
}

function figureLines(one: Figures, width: number, paint: Paint): string[] {
  const size = one.sizeAboveBase === null ? `${megabytes(one.size)} MB` : `${megabytes(one.sizeAboveBase)} MB above base`
  const first = `${size}, built in ${seconds(one.coldBuild)}${one.rebuild === null ? '' : `; ${seconds(one.rebuild)} after a source change`}`
  const second = [
    one.healthy === null ? null : `healthy after ${seconds(one.healthy)}`,
    one.user === null ? null : `as uid ${one.user}`,
    one.stop === null ? null : `stops in ${seconds(one.stop)}`,
  ].filter((text) => text !== null)
  return [`  ${paint.strong(one.unit.padEnd(width))}    ${first}`, ...(second.length > 0 ? [`  ${' '.repeat(width)}    ${second.join(', ')}`] : []), '']
}

function failedLines({ service, check, detail, log }: VerifyCheck, width: number, paint: Paint): string[] {
  return [`  ${paint.bad('✗')} ${(service ?? '').padEnd(width)}  ${check}: ${detail}`, ...(log ?? []).map((line) => paint.quiet(`      ${line.slice(0, 160)}`))]
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`
}
