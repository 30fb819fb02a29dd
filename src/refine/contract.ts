import type { ImagePlan } from '../plan/plan.ts'
import type { DockerfileView, Edit, View } from '../review/contract.ts'
import type { Finding } from '../review/index.ts'

/** What the files are to be better at. */
export const goalNames = ['smaller', 'faster', 'security', 'ci', 'production'] as const
export type GoalName = (typeof goalNames)[number]

/** A file that is put beside those that are there. */
export interface NewFile {
  path: string
  text: string
}

/** A Dockerfile of ours that lies beside a person's. */
export interface Alternative {
  /** The Dockerfile; after it an ignore file of its own, where theirs keeps out what it needs. */
  files: readonly [NewFile, ...NewFile[]]
  /** What the person's file does and this one does not, each with its line. */
  lacks: readonly string[]
}

/** What a mend may know beside the file that it changes. */
export interface Around {
  /** How our own templates would build what this file builds; null: nothing that can be set up was found there. */
  image(view: DockerfileView): Promise<ImagePlan | null>
  /** A Dockerfile made of our templates with this file's own values; null: as above. */
  alternative(view: DockerfileView): Promise<Alternative | null>
}

/** The change that a finding asks for. Empty: it takes a person. */
export type Mended = readonly Edit[] | NewFile

/**
 * How a finding is mended where the rule itself brings no edits, or other ones than the goal wants. Changes nothing but what it
 * was asked for, and returns no edits wherever it cannot be sure.
 */
export type Mend = (view: View, finding: Finding, around: Around) => Mended | Promise<Mended>

/** One kind of finding that a goal takes up. */
export interface Take {
  /** Id of a rule of the review, or of an addition. */
  rule: string
  /** What is won by it. */
  effect: string
  mend?: Mend
  /** Mended by a Dockerfile of ours that is put beside the person's. */
  beside?: true
}

/** An ordered list of changes: what wins most comes first. */
export interface Goal {
  name: GoalName
  /** What it is about, in a few words. */
  title: string
  takes: readonly Take[]
  /** What else can be done, which no file here says. */
  notes: readonly string[]
}

/** done: applied, or shown as a diff. asks: its edits wait for a yes. person: there are none, somebody has to do it. */
export type State = 'done' | 'asks' | 'person'

/** One change of the plan. */
export interface Step {
  rule: string
  file: string
  line: number
  /** What is there now. */
  found: string
  /** What is done about it. */
  change: string
  effect: string
  reason: string
  state: State
  /** Why a person decides it; null: nobody needs to. */
  asks: string | null
}
