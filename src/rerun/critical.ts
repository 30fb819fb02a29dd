import { openProject, type Project } from '../detect/project.ts'
import type { Draft } from '../draft.ts'
import { review, type Finding } from '../review/index.ts'
import { settingsOf } from '../review/settings.ts'
import type { ReviewOptions } from '../run.ts'
import type { Validation } from '../validate/findings.ts'

const asEver: ReviewOptions = { paths: [], format: 'terminal', only: null, ignore: [], min: 'critical', failOn: null, strict: false, explain: null }

/**
 * What is critical in the files that are ours as they lie on disk, and is not what the answers themselves ask for (a socket for a launcher
 * that starts containers). `.dockerize/review.yaml` and comments in the files take back what somebody decided.
 * @returns one entry that is right, or one for each finding; none where no file of ours is there.
 */
export async function criticalIn({ files, changes }: Pick<Draft, 'files' | 'changes'>, root: string): Promise<Validation[]> {
  const project = await openProject(root)
  const own = new Set(changes.filter((one) => project.has(one.path)).map((one) => one.path))
  if (own.size === 0) return []
  const found = await findingsIn(project, own)
  const meant = found.length > 0 ? (await findingsIn(rendered(project, new Map(files.map((one) => [one.path, one.text]))), own)).map(named) : []
  const wrong = found.filter((one) => !meant.includes(named(one)))
  if (wrong.length === 0) return [{ check: 'review', ok: true, detail: '' }]
  return wrong.map(({ rule, file, line, message, fix }) => ({ check: `review: ${rule.id}`, ok: false, detail: `${message}\n${fix}`, at: { file, line } }))
}

async function findingsIn(project: Project, own: ReadonlySet<string>): Promise<Finding[]> {
  const { chosen, isSaid } = await settingsOf(project, asEver)
  const { findings } = await review(project, chosen, (path) => own.has(path))
  return findings.filter((one) => one.severity === 'critical' && isSaid(one))
}

/** The project as it would be with nobody's changes in our files. */
function rendered(project: Project, texts: ReadonlyMap<string, string>): Project {
  return {
    ...project,
    files: [...new Set([...project.files, ...texts.keys()])].sort(),
    has: (path) => texts.has(path) || project.has(path),
    read: (path) => texts.get(path) ?? project.read(path),
  }
}

function named({ rule, file, message }: Finding): string {
  return `${rule.id} ${file} ${message}`
}
