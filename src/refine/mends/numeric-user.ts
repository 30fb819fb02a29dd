import type { Mend } from '../contract.ts'
import { ownUser } from '../own-values.ts'
import { runsAs } from '../../review/model/users.ts'
import { asDockerfile } from './in-view.ts'

/** The same user by its number, where the file or the base image says which. */
export const byNumber: Mend = (view) => {
  const file = asDockerfile(view)
  const runs = file.final && runsAs(file.file, file.final)
  const word = runs?.instruction?.words[0]
  if (!file.final || !runs?.user || !word || word.text !== runs.user) return []
  const uid = ownUser(file)?.uid ?? file.final.base?.users?.[runs.user]
  return uid === undefined ? [] : [{ from: word.from, to: word.to, text: String(uid) }]
}
