/** Outcome of one check after rendering. */
export interface Validation {
  /** `copy sources`, `compose config full+infra (compose.dev.yaml)`, `build --check Dockerfile runtime`. */
  check: string
  /** Null: could not be checked; `detail` says why. */
  ok: boolean | null
  detail: string
  /** Where the fault stands, in a file that was written. */
  at?: { file: string; line: number }
}
