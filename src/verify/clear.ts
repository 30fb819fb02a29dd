import type { ProgramAnswer } from '../run-program.ts'

/**
 * Takes away what was made for one stand: by its label and its name, so that whatever was under way when a person stopped it is found. Twice,
 * since the engine may have finished something meanwhile. Images go by name: one that has another name as well keeps it.
 * @param pulled images that its services name, which go where they were not there before.
 * @param before ids of the images that were there.
 */
export async function clearEngine(
  docker: (args: readonly string[]) => Promise<ProgramAnswer>,
  name: string,
  pulled: readonly string[],
  before: ReadonlySet<string>,
): Promise<void> {
  const label = `label=com.docker.compose.project=${name}`
  const each = async (list: readonly string[], remove: readonly string[]): Promise<void> => {
    const found = (await docker(list)).stdout.split('\n').filter(Boolean)
    if (found.length > 0) await docker([...remove, ...new Set(found)])
  }
  for (const _ of [1, 2]) {
    await each(['ps', '--all', '--quiet', '--filter', label], ['rm', '--force', '--volumes'])
    await each(['volume', 'ls', '--quiet', '--filter', label], ['volume', 'rm', '--force'])
    await each(['network', 'ls', '--quiet', '--filter', label], ['network', 'rm'])
    await each(['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', '--filter', `reference=${name}*`], ['rmi'])
    // What a second build took the name of.
    await each(['image', 'ls', '--quiet', '--filter', label, '--filter', 'dangling=true'], ['rmi'])
  }
  for (const image of new Set(pulled)) {
    const id = (await docker(['image', 'ls', '--quiet', '--no-trunc', image])).stdout.split('\n')[0]
    if (id && !before.has(id)) await docker(['rmi', image])
  }
}
