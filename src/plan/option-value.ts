/** The word behind an option of a command. */
export function optionValue(words: readonly string[], option: string): string {
  return words[words.indexOf(option) + 1] ?? ''
}
