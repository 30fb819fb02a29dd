import type { Facts } from '../detect/facts.ts'
import type { Project } from '../detect/project.ts'
import type { Plan } from '../plan/plan.ts'
import type { RenderedFile } from '../render/files.ts'

/** What is verified, and how it is told while it runs. */
export interface VerifyInput {
  project: Project
  facts: Facts
  plan: Plan
  /** Environment and secrets of a first run, with fresh values: a person's own are never used. */
  secrets: readonly RenderedFile[]
  signal: AbortSignal
  /** The empty text ends it. */
  progress: (what: string) => void
}

export interface VerifyCheck {
  /** What was tried: `build`, `start`, `stops`. */
  check: string
  /** The service that it is about; null: all of them. */
  service: string | null
  ok: boolean
  /** One line: what was found, with its figure; or the reason. */
  detail: string
  /** The container's last words, where they say more. */
  log?: readonly string[]
}

/** What was measured of one image. Sizes in bytes, times in seconds; null: there is none. */
export interface Figures {
  unit: string
  size: number
  sizeAboveBase: number | null
  coldBuild: number
  /** After one more line in a file of its source. */
  rebuild: number | null
  healthy: number | null
  stop: number | null
  user: string | null
}

export interface Verified {
  figures: readonly Figures[]
  checks: readonly VerifyCheck[]
}
