import type { Facts } from '../detect/facts.ts'
import type { Project } from '../detect/project.ts'
import type { Compose } from './model/compose.ts'
import type { Dockerfile, Stage } from './model/dockerfile.ts'
import type { IgnoreFile } from './model/ignore-file.ts'
import type { Instruction } from './model/instructions.ts'
import type { YamlFile } from './model/yaml.ts'

/** critical: does not work, or is open to others. improvement: works, and would work better. */
export type Severity = 'critical' | 'improvement'

/** A change of a file's text between two offsets; nothing else of it changes. */
export interface Edit {
  from: number
  to: number
  text: string
}

/** What a rule found, in the file it was given. */
export interface Found {
  line: number
  column?: number
  /** Where it is worse, or less bad, than the rule in general. */
  severity?: Severity
  /** What is wrong here, with this project's own names. */
  message: string
  /** What to do here, where that can be said better than by the rule's own words. */
  fix?: string
  /** The fix as changes of the text: mechanical, and the program does the same after it. */
  edits?: readonly Edit[]
}

/** Something that is well done, with the place that shows it. */
export interface Praise {
  line: number
  message: string
}

/** A small file as the rule's documentation shows it and its test runs it. */
export interface Example {
  text: string
  /** The line that is found; only for wrong forms. */
  line?: number
  /** Its name, where that matters. */
  path?: string
  /** Other files of the project. */
  beside?: Readonly<Record<string, string>>
}

interface RuleFor<Kind extends string, File> {
  /** `df/…` Dockerfile, `dc/…` compose, `di/…` ignore file, `dv/…` dev container, `ci/…` workflow. */
  id: string
  severity: Severity
  /** A rule of taste or of large companies: only with `--strict`. */
  strict?: true
  /** It asks what detection sees of the project's programs, which takes a moment. */
  facts?: true
  reads: Kind
  /** What is wrong, in a few words. */
  title: string
  /** Why it matters, for everybody. */
  why: string
  /** What to do. */
  fix: string
  /** The same in other tools and catalogues. */
  sources: readonly string[]
  find(file: File): Iterable<Found>
  /** Says what is well done; nothing where the fact is not there. */
  good?(file: File): Iterable<Praise>
  /** Ids of rules that say the same thing is broken: what one of them finds in the file takes the praise back. */
  goodUnless?: readonly string[]
  examples: { bad: readonly [Example, Example, ...Example[]]; good: readonly [Example, Example, ...Example[]] }
}

export type DockerfileRule = RuleFor<'dockerfile', DockerfileView>
export type ComposeRule = RuleFor<'compose', ComposeView>
export type IgnoreRule = RuleFor<'ignore', IgnoreView>
export type ContainerRule = RuleFor<'devcontainer', YamlView>
export type WorkflowRule = RuleFor<'workflow', YamlView>
export type AnyRule = RuleFor<'any', View>

/**
 * One thing that can be wrong with a Docker file, and how it is said. To add one: a file in its folder, a line in `rules/index.ts`; the
 * contract test runs its examples, and `npm run rules` writes its page.
 */
export type Rule = DockerfileRule | ComposeRule | IgnoreRule | ContainerRule | WorkflowRule | AnyRule

interface ViewOf<Kind extends string> {
  kind: Kind
  /** From the project's root. */
  path: string
  text: string
  /** What cannot be read in it. */
  faults: readonly { line: number; message: string }[]
  project: ReviewedProject
}

export interface DockerfileView extends ViewOf<'dockerfile'> {
  file: Dockerfile
  /** What runs in production; null: the file has no stage. */
  final: Stage | null
  /** Services that are built from it. */
  builds: readonly Build[]
  /** The folder it is built from; null: nothing tells. */
  context: string | null
  /** What is left out of its context; null: nothing is. */
  ignore: IgnoreFile | null
}

/** A service that is built from a Dockerfile. */
export interface Build {
  compose: Compose
  service: string
  dockerfile: string
  context: string
  target: string | null
}

export interface ComposeView extends ViewOf<'compose'> {
  compose: Compose
}

export interface IgnoreView extends ViewOf<'ignore'> {
  ignore: IgnoreFile
  /** The Dockerfiles whose context it shapes. */
  shapes: readonly DockerfileView[]
}

export interface YamlView extends ViewOf<'devcontainer' | 'workflow'> {
  yaml: YamlFile
}

/** A file that was too large, or no text. */
export type UnreadView = ViewOf<'unread'>

export type View = DockerfileView | ComposeView | IgnoreView | YamlView | UnreadView

/** All Docker files of a project, and what lies around them. */
export interface ReviewedProject extends Pick<Project, 'files' | 'has'> {
  /** What detection sees of the programs; null where no rule asks for it, there is no manifest, or it cannot be read. */
  facts: Facts | null
  /** Null where it is not there or cannot be read. */
  read(path: string): string | null
  hasFolder(path: string): boolean
  dockerfiles: readonly DockerfileView[]
  composes: readonly ComposeView[]
  ignores: readonly IgnoreView[]
  builds: readonly Build[]
}

/** For findings: the place of a part of a Dockerfile. */
export function at(view: DockerfileView, part: Instruction | { from: number }): { line: number; column: number } {
  return view.file.lines.positionOf(part.from)
}
