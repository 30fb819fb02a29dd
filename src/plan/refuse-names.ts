import type { Answers } from '../ask/answers.ts'
import { UserError } from '../errors.ts'

/** What compose, image names and make targets all take for a name. */
const name = /^[a-z0-9][a-z0-9_-]*$/

/** @throws UserError for a name that some file could not carry: answers may have been written by hand. */
export function refuseNames(answers: Answers): void {
  for (const given of [answers.project, ...answers.units.map((unit) => unit.name)]) {
    if (!name.test(given)) {
      throw new UserError(`the name ${JSON.stringify(given)} does not fit images and services: lower case letters, digits, - and _`, {
        at: { file: '.dockerize/answers.yaml' },
      })
    }
  }
}
