import { isConflict, type Part } from '../parts.ts'

/** What becomes of one entry. */
export interface Slot {
  id: string
  parts: readonly Part[]
}

/** The blank lines that parted what went from the entry below it go too, where that one is the first now. */
export function closedUp(slots: readonly Slot[]): Slot[] {
  const first = slots.findIndex((slot) => !isGone(slot))
  return slots.map((slot, at) => (at > 0 && at === first ? parted(slot).rest : slot))
}

/**
 * Puts a new entry in. The first one takes the blank lines above it from the one that was first, and parts itself from that one.
 * @param gap blank lines between it and its neighbours.
 */
export function putIn(slots: readonly Slot[], at: number, { id, lines }: { id: string; lines: readonly string[] }, gap: readonly string[]): Slot[] {
  const [above, below] = [slots.slice(0, at), slots.slice(at)]
  if (!above.every(isGone)) return [...above, { id, parts: [{ ok: [...gap, ...lines] }] }, ...below]
  const [next, ...others] = below
  if (!next) return [...above, { id, parts: [{ ok: [...lines, ...gap] }] }]
  const { blank, rest } = parted(next)
  return [...above, { id, parts: [{ ok: [...blank, ...lines, ...gap] }] }, rest, ...others]
}

function isGone({ parts }: Slot): boolean {
  return parts.every((part) => !isConflict(part) && part.ok.every(isBlank))
}

/** Blank lines at its top, and what stands below them. */
function parted(slot: Slot): { blank: readonly string[]; rest: Slot } {
  const [top, ...others] = slot.parts
  if (!top || isConflict(top)) return { blank: [], rest: slot }
  const found = top.ok.findIndex((line) => !isBlank(line))
  const count = found < 0 ? top.ok.length : found
  return { blank: top.ok.slice(0, count), rest: { ...slot, parts: [{ ok: top.ok.slice(count) }, ...others] } }
}

function isBlank(line: string): boolean {
  return line.trim() === ''
}
