import type { Project } from '../detect/project.ts'
import type { Plan } from '../plan/plan.ts'
import { backupPatterns } from '../render/backups.ts'
import type { RenderedFile } from '../render/files.ts'

/**
 * Where a person's own Dockerfile or ignore file says what goes into an image, the secrets that we write beside it are kept out of it: by lines
 * at the end of their `.dockerignore`, or in a new one.
 * @param files as rendered. @param ours paths of the last render.
 */
export function withSecretsOut(files: readonly RenderedFile[], plan: Plan, project: Project, ours: ReadonlySet<string>): readonly RenderedFile[] {
  const { images, outputs } = plan
  if (!outputs.includes('env') || !outputs.includes('dockerignore')) return files
  const all = [...files]
  // The files with secrets lie in the project's own folder.
  for (const { dockerfile, dockerignore, kept } of images.filter((image) => image.context === '.')) {
    const special = `${dockerfile}.dockerignore`
    const path = project.has(special) ? special : dockerignore
    if (!kept && (!project.has(path) || ours.has(path))) continue
    const at = all.findIndex((file) => file.path === path)
    const text = linesFor(kept && project.has(dockerfile) ? project.read(dockerfile) : '', backupPatterns(plan))
    all.splice(at < 0 ? all.length : at, at < 0 ? 0 : 1, { path, text, mode: 0o644, kind: 'lines' })
  }
  return all
}

/** What a Dockerfile copies by name has to stay in its reach. */
function linesFor(dockerfile: string, more: readonly string[]): string {
  const copied = dockerfile.match(/^\s*(COPY|ADD)\s.*/gim)?.flatMap((line) => line.split(/[\s"',[\]]+/).map((word) => word.replace(/^\.\//, ''))) ?? []
  const lines = ['.env', 'app.env', '.secrets'].filter((entry) => !copied.includes(entry)).concat(more)
  return `# Secrets: a container gets them when it starts, no image has them.\n${lines.join('\n')}\n`
}
