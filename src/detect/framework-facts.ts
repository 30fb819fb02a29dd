import type { Evidence, UnitFacts } from './facts.ts'
import type { Ledger } from './ledger.ts'
import type { Sighting } from './source.ts'

/** What the framework itself adds to the facts of its folder. */
export interface FrameworkFacts {
  facts: Pick<UnitFacts, 'runtime' | 'uses'>
  uses: readonly Evidence[]
  /** Kinds among them that the project's code does not speak of. */
  own: readonly string[]
  /** Questions of the folder that it leaves open. */
  unknown: Ledger['unknown']
  /** Of the folder, without those about what its image decides. */
  notes: Ledger['notes']
}

interface Folder {
  shared: Pick<UnitFacts, 'runtime' | 'uses' | 'python'>
  ledger: Pick<Ledger, 'evidence' | 'unknown' | 'notes'>
}

/** @param sighting the one that is started, or the first that could be. @param ledger of the unit; gains what was seen. */
export function frameworkFacts(sighting: Sighting | null, { shared, ledger: ofFolder }: Folder, ledger: Ledger): FrameworkFacts {
  const uses = sighting?.uses ?? []
  const kinds = uses.map((one) => one.key.slice('uses.'.length))
  ledger.evidence.push(...(sighting?.evidence ?? []))
  ledger.unknown.push(...(sighting?.unknown ?? []))
  ledger.notes.push(...(sighting?.notes ?? []))
  return {
    facts: {
      runtime: sighting ? runtimeOf(sighting, shared.runtime, ofFolder, ledger) : shared.runtime,
      uses: [...new Set([...shared.uses, ...kinds])],
    },
    uses,
    own: kinds.filter((one) => !shared.uses.includes(one)),
    unknown: ofFolder.unknown.filter((one) => one.key !== 'dependencies' || !isBrought(sighting, shared.python)),
    // Which Python is the framework's image to say.
    notes: sighting?.pythons
      ? ofFolder.notes.filter((one) => !/^(no file says which Python|Python 3\.\d+ gets no fixes).*: the image has/.test(one.text))
      : ofFolder.notes,
  }
}

/** Whether all that the code imports is in the framework's image. */
function isBrought(sighting: Sighting | null, python: UnitFacts['python']): boolean {
  const needed = (python?.imports ?? []).filter((one) => one.optional === null && one.distribution !== null)
  return sighting?.brings !== undefined && needed.every((one) => sighting.brings?.has((one.distribution ?? '').replace(/\[.*/, '')))
}

/** An image that is there decides; what the project states has to be one that the framework's image is there for. */
function runtimeOf({ python, pythons }: Sighting, runtime: UnitFacts['runtime'], ofFolder: Folder['ledger'], ledger: Ledger): UnitFacts['runtime'] {
  if (python) {
    ledger.evidence.push({ key: 'runtime', value: python.value, file: python.file, line: python.line, confidence: 'certain' })
    return { ...runtime, version: python.value }
  }
  const [usual] = pythons ?? []
  if (usual === undefined || pythons?.includes(runtime.version)) return runtime
  const stated = ofFolder.evidence.find((one) => one.key === 'runtime' && one.value === runtime.version)
  if (stated) {
    const others = [...(pythons ?? [])].sort((a, b) => Number(a.slice(2)) - Number(b.slice(2))).join(', ')
    const text = `what runs here is there for Python ${others}, and not for ${runtime.version}: ${usual} is taken`
    ledger.notes.push({ text, file: stated.file, line: stated.line })
  }
  return { ...runtime, version: usual }
}
