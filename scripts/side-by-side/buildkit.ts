import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readDockerfile } from '../../src/review/model/dockerfile.ts'
import type { Files, Finding, Ran } from './finding.ts'
import { outputOf } from './run-tool.ts'

interface Said {
  warnings: { ruleName: string; detail: string; location?: { ranges?: { start: { line: number } }[] } }[] | null
  buildError?: { message: string }
}

/**
 * `docker build --check`. It asks the registry about each base image, so where none is in reach one image that is there stands in for all:
 * none of the checks speaks of what the image holds.
 */
export function buildkit(standIn: string | null, { corpus, dockerfiles }: Files): Ran {
  const findings: Finding[] = []
  const skipped: { file: string; why: string }[] = []
  for (const file of dockerfiles) {
    const said = checked(standIn, corpus, file)
    if (said.buildError) skipped.push({ file, why: said.buildError.message.split('\n')[0]! })
    for (const { ruleName, detail, location } of said.warnings ?? [])
      findings.push({ rule: ruleName, level: 'warning', file, line: location?.ranges?.[0]?.start.line ?? 1, message: detail })
  }
  return { tool: 'BuildKit', version: versionOf(corpus), command: 'docker build --call=check,format=json -f <Dockerfile> <its folder>', findings, skipped }
}

function checked(standIn: string | null, corpus: string, file: string): Said {
  const images = standIn === null ? [] : imagesOf(readFileSync(join(corpus, file), 'utf8'))
  const contexts = images.flatMap((image) => ['--build-context', `${image}=docker-image://${standIn}`])
  const { stdout, stderr } = outputOf('docker', ['build', '--call=check,format=json', ...contexts, '-f', file, dirname(file)], corpus)
  try {
    return JSON.parse(stdout) as Said
  } catch {
    return { warnings: [], buildError: { message: stderr.trim().split('\n').at(-1) ?? 'no answer' } }
  }
}

function imagesOf(text: string): string[] {
  const { stages, instructions } = readDockerfile(text)
  const names = new Set(stages.flatMap(({ name }) => (name ? [name.text.toLowerCase()] : [])))
  const bases = stages.flatMap((stage) => (stage.parent || stage.reference === null ? [] : [stage.reference]))
  const sources = instructions.flatMap(({ flags }) =>
    flags.flatMap(({ name, value }) => (name === 'from' ? [value] : name === 'mount' ? [/(?:^|,)from=([^,]+)/.exec(value)?.[1] ?? ''] : [])),
  )
  return [...new Set([...bases, ...sources])].filter((one) => one !== '' && one !== 'scratch' && !/^\d+$|\$/.test(one) && !names.has(one.toLowerCase()))
}

function versionOf(cwd: string): string {
  const engine = outputOf('docker', ['version', '--format', '{{.Server.Version}}'], cwd).stdout.trim()
  return `of docker ${engine}`
}
