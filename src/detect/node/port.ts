import type { Evidence } from '../facts.ts'
import type { Ledger } from '../ledger.ts'
import { exposedPorts } from '../ports/in-containers.ts'
import type { UnitFolder } from '../unit-folder.ts'
import type { PackageJson } from './package-json.ts'
import { lineAt, type Script } from './sources.ts'

const inCode: readonly RegExp[] = [
  /\bprocess\.env\.PORT\s*(?:\?\?|\|\|)\s*['"]?(\d{4,5})/,
  /\bPORT\s*[:=]\s*(?:z\.coerce\.number\(\)|num|port|envalid\.port|makeValidator)[^\n]*?\bdefault\w*[(:]\s*\{?\s*(?:default:\s*)?(\d{4,5})/,
  /\.listen\s*\(\s*(?:\{\s*port:\s*)?(\d{4,5})/,
  /\bserve\s*\(\s*\{[^}]*\bport:\s*(?:Number\([^)]*\)\s*\|\|\s*)?(\d{4,5})/,
  /\b(?:const|let|var)\s+port\s*=\s*[^;\n]*?(\d{4,5})/i,
]

/**
 * The port that it listens on: what the start script says, then the code, then an image that is there, else the framework's own.
 * @param fallback null: nothing in the code listens. @returns null where it listens on none.
 */
export function nodePort(
  {
    manifest,
    scripts,
    folder,
    fallback,
  }: { manifest: PackageJson; scripts: readonly Script[]; folder: UnitFolder; fallback: { port: number; line: number } | null },
  ledger: Ledger,
): number | null {
  const found: Evidence | null = fromScript(manifest) ?? fromCode(scripts) ?? exposedPorts(folder)[0] ?? (fallback && guessed(fallback, manifest))
  if (!found) return null
  ledger.evidence.push(found)
  return Number(found.value)
}

function guessed({ port, line }: { port: number; line: number }, { file }: PackageJson): Evidence {
  return { key: 'port', value: String(port), file, line, confidence: 'guess' }
}

function fromScript({ scripts, file }: PackageJson): Evidence | null {
  for (const name of ['start:prod', 'start']) {
    const script = scripts.get(name)
    const port = /(?:\s(?:-p|--port)[ =]|\bPORT=)(\d{4,5})\b/.exec(script?.value ?? '')?.[1]
    if (script && port) return { key: 'port', value: port, file, line: script.line, confidence: 'certain' }
  }
  return null
}

function fromCode(scripts: readonly Script[]): Evidence | null {
  for (const pattern of inCode) {
    for (const { text, file } of scripts.filter((one) => !/\.config\.\w+$/.test(one.path))) {
      const match = pattern.exec(text)
      if (match?.[1]) return { key: 'port', value: match[1], file, line: lineAt(text, match.index), confidence: 'likely' }
    }
  }
  return null
}
