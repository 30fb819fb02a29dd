import { machines, type BinaryFact, type Machine } from '../detect/binaries/facts.ts'
import { formatPlace } from '../errors.ts'
import type { UnitInput } from './images.ts'
import type { Advice } from './plan.ts'

/** What keeps an image from being built for a machine. */
export interface Lack {
  machine: Machine
  /** What is not made for it. */
  name: string
  at: { file: string; line: number }
}

/** The machine that an image cannot be built for, and why; null: there is none, or neither of the two would be left. */
export function lackOf(units: readonly UnitInput[]): Lack | null {
  const lacks = machines.flatMap((machine) => {
    for (const unit of units) {
      const found = unit.facts.binaries?.find(
        (one) => one.neededOn.includes(machine) && isMadeFor(one, otherMachine(machine), unit) && !isMadeFor(one, machine, unit),
      )
      if (found) return [{ machine, name: found.name, at: { file: found.file, line: found.line } }]
    }
    return []
  })
  return lacks.length === 1 ? lacks[0]! : null
}

/** The one that is left. */
export function otherMachine(machine: Machine): Machine {
  return machine === 'amd64' ? 'arm64' : 'amd64'
}

function isMadeFor({ builds }: BinaryFact, machine: Machine, { answers }: UnitInput): boolean {
  const libc = answers.base === 'alpine' ? 'musl' : 'glibc'
  const minor = Number(answers.runtime.split('.')[1])
  return builds.some(
    (one) =>
      one.machine === machine &&
      (one.libc === null || one.libc === libc) &&
      (one.python === null || one.python.minor === minor || (one.python.orNewer && one.python.minor < minor)),
  )
}

/** What a person with the other machine has to know, once an image. */
export function architectureAdvice(unit: UnitInput, units: readonly UnitInput[]): Advice[] {
  const sameImage = units.filter((one) => one.facts.dir === unit.facts.dir)
  const lack = sameImage[0] === unit ? lackOf(sameImage) : null
  if (!lack) return []
  const { machine, name, at } = lack
  const text = `${unit.answers.name} is built for ${otherMachine(machine)} alone: ${name} is not made for ${machine}, and there is no source to make it from. On a machine with ${machine}, DOCKER_DEFAULT_PLATFORM=linux/${otherMachine(machine)} builds and runs it by emulation.`
  return [{ title: 'Architecture', text, at, now: true }]
}

/** The same in a comment. */
export function lackComment({ machine, name, at }: Lack): string {
  return `Not for ${machine}: ${name} is not made for it (${formatPlace(at)}).`
}
