import type { Evidence, VariableFact } from './facts.ts'
import type { Launch } from './launches.ts'
import type { Ledger } from './ledger.ts'
import type { UnitFolder } from './unit-folder.ts'

/** Names of variables that mean the port the program itself listens on. */
const portVariable = /^(?:(?:APP|API|SERVER|SERVICE|HTTP|WEB|UVICORN|BACKEND|LISTEN|FASTAPI)_)?PORT$/

/**
 * The port that the app listens on: what starts it says so, else an image that is there, else a variable's default, else the stack's.
 * @param fallback evidence for the stack's own default.
 */
export function choosePort(folder: UnitFolder, launches: readonly Launch[], variables: readonly VariableFact[], fallback: Evidence, ledger: Ledger): number {
  const seen = [...launched(launches), ...exposed(folder), ...variables.flatMap(fromVariable)].find((one) => usable(Number(one.value)))
  const evidence = seen ?? fallback
  ledger.evidence.push(evidence)
  return Number(evidence.value)
}

/** Code first, scripts by their weight. */
function launched(launches: readonly Launch[]): Evidence[] {
  return [...launches]
    .filter((one) => one.port !== null)
    .sort((a, b) => Number(b.file.endsWith('.py')) - Number(a.file.endsWith('.py')) || b.weight - a.weight)
    .map((one) => ({ key: 'port', value: String(one.port), file: one.file, line: one.line, confidence: 'certain' }))
}

function exposed(folder: UnitFolder): Evidence[] {
  return folder.files
    .filter((file) => /(^|\/)(Dockerfile|Containerfile)[^/]*$|\.dockerfile$/i.test(file))
    .filter((file) => /\b(python|uvicorn|gunicorn|fastapi|pip|uv)\b/.test(folder.read(file)))
    .flatMap((file) =>
      folder
        .read(file)
        .split('\n')
        .flatMap((line, index): Evidence[] => {
          const port = /^\s*EXPOSE\s+(\d+)/i.exec(line)?.[1]
          return port ? [{ key: 'port', value: port, file: folder.fromRoot(file), line: index + 1, confidence: 'likely' }] : []
        }),
    )
}

function fromVariable(variable: VariableFact): Evidence[] {
  if (!portVariable.test(variable.name) || !/^\d+$/.test(variable.default ?? '')) return []
  return [{ key: 'port', value: variable.default ?? '', file: variable.file, line: variable.line, confidence: 'likely' }]
}

/** Ports below 1024 are for root on many machines, and the app runs as nobody in particular. */
function usable(port: number): boolean {
  return port >= 1024 && port <= 65_535
}
