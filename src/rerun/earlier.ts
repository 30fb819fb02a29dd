import type { Given } from '../ask/answers.ts'
import { nothingGiven } from '../ask/given.ts'
import type { Project } from '../detect/project.ts'
import { UserError } from '../errors.ts'
import { answersPath, readAnswersFile } from '../state/answers-file.ts'

/**
 * What an earlier run settled, and what a person changed of it since; nothing where there was none.
 * @throws UserError with file and line for what cannot be read.
 */
export async function earlierAnswers(project: Project): Promise<Given> {
  return project.has(answersPath) ? readAnswersFile(project.read(answersPath), answersPath) : nothingGiven()
}

/** @throws UserError where no run has set the project up yet. */
export function refuseFresh(project: Project, instead: string): void {
  if (project.has(answersPath)) return
  throw new UserError(`nothing is set up here: there is no ${answersPath}. Nothing was written.`, { todo: [`try: ${instead}`] })
}
