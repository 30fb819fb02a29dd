import { must } from './shell.ts'

/** Whatever the engine holds that a run could leave: the builder's cache apart. */
export async function everything(): Promise<string> {
  const lists = await Promise.all([
    must('docker', ['ps', '--all', '--quiet', '--filter', 'name=dockerize-verify']),
    must('docker', ['volume', 'ls', '--quiet', '--filter', 'name=dockerize-verify']),
    must('docker', ['network', 'ls', '--quiet', '--filter', 'name=dockerize-verify']),
    must('docker', ['image', 'ls', '--all', '--format', '{{.ID}} {{.Repository}}:{{.Tag}}']),
  ])
  return lists.map((list) => list.split('\n').sort().join('\n')).join('\n\n')
}
