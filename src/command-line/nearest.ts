/**
 * The word that a person most likely meant: the closest one, if it is close enough that offering it helps.
 * Two slips in a long word, one in a short one; the beginning of a word counts as the word.
 */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase()
  let best: { word: string; distance: number } | undefined
  for (const candidate of words) {
    const begins = wanted.length >= 3 && candidate.startsWith(wanted)
    const distance = begins ? 1 : slips(wanted, candidate)
    if (distance <= (candidate.length > 4 ? 2 : 1) && distance < (best?.distance ?? Infinity)) best = { word: candidate, distance }
  }
  return best?.word
}

/** Letters to add, drop, replace or swap with their neighbour until one word is the other. */
function slips(from: string, to: string): number {
  let last: number[] = []
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1]
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) cost = Math.min(cost, last[j - 2]! + 1)
      next.push(cost)
    }
    last = row
    row = next
  }
  return row[to.length]!
}
