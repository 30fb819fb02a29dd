import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDockerfile } from '../../src/review/model/dockerfile.ts'
import type { Finding } from './finding.ts'
import type { OurFinding } from './ours.ts'

/** What is known of a rule of another tool. */
export interface OtherRule {
  /** Ours that say the same. */
  ours?: readonly string[]
  /** How near ours has to be: in the same instruction (or line of YAML), in what the line opens, or anywhere in the file. */
  within?: 'block' | 'file'
  /** Why what it finds is no fault. */
  unreal?: string
}

/** Finds for each finding of another tool ours that says the same of the same place; each of ours answers for one of a rule. */
export function matcher(corpus: string, ours: readonly OurFinding[]): (tool: string, rule: OtherRule, finding: Finding) => OurFinding | null {
  const spans = new Map<string, readonly { line: number; endLine: number }[]>()
  const lines = new Map<string, readonly string[]>()
  const taken = new Set<string>()
  const spanOf = ({ file, line }: Finding, within: OtherRule['within']): { from: number; to: number } => {
    if (within === 'file') return { from: 0, to: Infinity }
    if (/\.ya?ml$/.test(file)) return within === 'block' ? blockAt(linesOf(file), line) : { from: line, to: line }
    if (!spans.has(file)) spans.set(file, readDockerfile(readFileSync(join(corpus, file), 'utf8')).instructions)
    const instruction = spans.get(file)!.find((one) => one.line <= line && one.endLine >= line)
    return { from: instruction?.line ?? line, to: instruction?.endLine ?? line }
  }
  const linesOf = (file: string): readonly string[] => {
    if (!lines.has(file)) lines.set(file, readFileSync(join(corpus, file), 'utf8').split('\n'))
    return lines.get(file)!
  }
  return (tool, rule, finding) => {
    const { from, to } = spanOf(finding, rule.within)
    for (const [index, one] of ours.entries()) {
      const key = `${tool} ${finding.rule} ${index}`
      if (one.file !== finding.file || one.line < from || one.line > to || !rule.ours?.includes(one.rule) || taken.has(key)) continue
      // Several findings of one instruction may be one of ours: it names them all.
      if (rule.within === 'block') taken.add(key)
      return one
    }
    return null
  }
}

/** The lines that a key opens. */
function blockAt(lines: readonly string[], line: number): { from: number; to: number } {
  const indent = (text: string): number => text.search(/\S/)
  const own = indent(lines[line - 1] ?? '')
  let to = line
  while (to < lines.length && (indent(lines[to]!) < 0 || indent(lines[to]!) > own || (indent(lines[to]!) === own && lines[to]!.trim().startsWith('- ')))) to++
  return { from: line, to }
}
