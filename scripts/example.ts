import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copyExample } from './example-project.ts'

// The main job on a project that nobody prepared: a copy of the example, set up unattended, started, asked for its health.
//
//   npm run example [-- FOLDER]

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const project = process.argv[2] ? resolve(process.argv[2]) : join(mkdtempSync(join(tmpdir(), 'dockerize-example-')), 'shop')

function step(command: string, args: readonly string[]): void {
  console.error(`\n$ ${[command, ...args].join(' ')}`)
  const run = spawnSync(command, args, { cwd: project, stdio: 'inherit' })
  if (run.status !== 0) throw new Error(`${command} ended with ${run.status ?? run.signal ?? String(run.error)}`)
}

try {
  copyExample('fastapi', project)
  console.error(`A copy of examples/fastapi with its lock file: ${project}`)
  step(process.execPath, [cli, '--yes'])
  step('docker', ['compose', 'up', '--detach', '--wait'])
  step('docker', ['compose', 'ps'])
  const port = spawnSync('docker', ['compose', 'port', 'api', '8000'], { cwd: project, encoding: 'utf8' }).stdout.trim()
  const answer = await fetch(`http://${port}/health`)
  console.error(`\nGET http://${port}/health → ${answer.status} ${await answer.text()}`)
  console.error(`\nIt runs. Look at it: cd ${project}   End it: docker compose down --volumes`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
