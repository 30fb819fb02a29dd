/** One thing that can be chosen. */
export interface Choice {
  value: string
  name: string
  /** What is left of the name once it was chosen; else all of it. */
  short?: string
  /** Shown while the cursor is on it. */
  about?: string
  /** For several: chosen from the start. */
  checked?: boolean
  /** Cannot be chosen, or not be unchosen; says why. */
  fixed?: string
}

interface Asked {
  /** The option that answers the same without a prompt. There is none without one. */
  flag: string
  text: string
}

/**
 * The ways of asking, each a question on a screen. The terminal has the real ones; what is asked, and in which order,
 * does not depend on them.
 */
export interface Prompts {
  say(text: string): void
  one(question: Asked & { choices: readonly Choice[]; initial?: string }): Promise<string>
  some(question: Asked & { choices: readonly Choice[] }): Promise<string[]>
  text(question: Asked & { initial?: string; refuse: (value: string) => Promise<string | undefined> }): Promise<string>
}
