import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { copyExample } from '../../scripts/example-project.ts'
import { must, run, until } from './shell.ts'
import { clear, container, inspect, mustCompose, removeImages, type RunReport, type StackSetUp } from './stack.ts'

/** Two code locations, webserver, daemon and one history: generated unattended, started, asked over GraphQL. */
const missing = inject('withoutEngine')

describe.skipIf(missing !== null)('dagster', () => {
  const dir = mkdtempSync(join(tmpdir(), 'dockerize-dagster-'))
  const stack = { dir, project: basename(dir).toLowerCase(), env: { WEBSERVER_PORT: '0' }, person: null, secrets: [] } as unknown as StackSetUp
  let report: RunReport

  beforeAll(async () => {
    copyExample('dagster', dir)
    const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
    report = JSON.parse(await must(process.execPath, [cli, '--yes', '--json'], { cwd: dir, env: { CI: '' } })) as RunReport
    await mustCompose(stack, ['build'], { seconds: 280 })
  })

  afterAll(async () => {
    await clear(stack)
    await removeImages(stack)
    rmSync(dir, { recursive: true, force: true })
  })

  it('is set up without a question, and valid in every mix of profiles and overlays', () => {
    expect(report.validation.filter((one) => one.ok === false)).toEqual([])
  })

  it('is healthy as soon as it serves', async () => {
    const started = performance.now()
    await mustCompose(stack, ['up', '-d', '--wait'])
    // Twice what the check of the slowest leaves it to start, for all of them one after the other: the history, the code, the servers.
    const periods = await Promise.all(
      ['postgres', 'sales', 'webserver'].map(async (name) => inspect<number>(await container(stack, name), '.Config.Healthcheck.StartPeriod')),
    )
    expect((performance.now() - started) / 1000).toBeLessThan((2 * Math.max(...periods)) / 1e9)
  })

  it('knows the code over gRPC alone', async () => {
    expect(await locations()).toEqual({ sales: 'RepositoryLocation', weather: 'RepositoryLocation' })
    const imports = (name: string, module: string) =>
      run('docker', ['compose', 'exec', '-T', name, 'python', '-c', `import ${module}`], { cwd: dir, env: stack.env })
    expect(await imports('webserver', 'sales')).toMatchObject({ code: 1 })
    expect(await imports('sales', 'sales.definitions')).toMatchObject({ code: 0 })
    expect(await imports('weather', 'sales')).toMatchObject({ code: 1 })
  })

  it('executes a run that was launched over GraphQL, and keeps its log where the webserver finds it', async () => {
    const selector = { repositoryLocationName: 'weather', repositoryName: '__repository__', jobName: 'look_ahead' }
    const { launchRun } = await ask<{ launchRun: { run: { runId: string } } }>(
      'mutation($p: ExecutionParams!) { launchRun(executionParams: $p) { ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } } }',
      { p: { selector, runConfigData: {} } },
    )
    const { runId } = launchRun.run
    const done = await until(
      async () => (await runs()).find((one) => one.runId === runId)?.status,
      (status) => status === 'SUCCESS' || status === 'FAILURE',
      100,
    )
    expect(done).toBe('SUCCESS')
    const logs = await must('docker', ['compose', 'exec', '-T', 'webserver', 'find', '/opt/dagster/storage/compute_logs', '-name', '*.err'], {
      cwd: dir,
      env: stack.env,
    })
    expect(logs).toContain(runId)
  })

  it('starts what is due', async () => {
    await until(ticks, (all) => all.includes('SUCCESS'), 100)
    const status = async () => (await runs()).find((one) => one.jobName === 'count_orders')?.status
    expect(await until(status, (one) => one === 'SUCCESS' || one === 'FAILURE', 100)).toBe('SUCCESS')
  })

  it('is there again after a restart, with its history', async () => {
    const before = await runs()
    await mustCompose(stack, ['restart'])
    await mustCompose(stack, ['up', '-d', '--wait'])
    const after = await runs()
    for (const { runId } of before) expect(after.map((one) => one.runId)).toContain(runId)
    expect(await locations()).toEqual({ sales: 'RepositoryLocation', weather: 'RepositoryLocation' })
  })

  it('is unhealthy where one of them hangs', async () => {
    const ids = await Promise.all(['sales', 'webserver', 'daemon'].map((name) => container(stack, name)))
    await must('docker', ['kill', '--signal', 'STOP', ...ids])
    for (const id of ids)
      await until(
        () => inspect<string>(id, '.State.Health.Status'),
        (now) => now === 'unhealthy',
        150,
      )
    await must('docker', ['kill', '--signal', 'CONT', ...ids])
  })

  async function ask<T>(query: string, variables: object = {}): Promise<T> {
    const address = (await mustCompose(stack, ['port', 'webserver', '3000'])).trim()
    expect(address).toMatch(/^127\.0\.0\.1:/)
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`http://${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    return ((await answer.json()) as { data: T }).data
  }

  async function locations(): Promise<Record<string, string>> {
    type Entries = { workspaceOrError: { locationEntries: { name: string; locationOrLoadError: { __typename: string } }[] } }
    const { workspaceOrError } = await ask<Entries>('{ workspaceOrError { ... on Workspace { locationEntries { name locationOrLoadError { __typename } } } } }')
    return Object.fromEntries(workspaceOrError.locationEntries.map((one) => [one.name, one.locationOrLoadError.__typename]))
  }

  async function runs(): Promise<{ runId: string; status: string; jobName: string }[]> {
    const { runsOrError } = await ask<{ runsOrError: { results: { runId: string; status: string; jobName: string }[] } }>(
      '{ runsOrError { ... on Runs { results { runId status jobName } } } }',
    )
    return runsOrError.results
  }

  async function ticks(): Promise<string[]> {
    type Schedules = { schedulesOrError: { results: { scheduleState: { ticks: { status: string }[] } }[] } }
    const { schedulesOrError } = await ask<Schedules>(
      '{ schedulesOrError(repositorySelector: { repositoryLocationName: "sales", repositoryName: "__repository__" }) { ... on Schedules { results { scheduleState { ticks { status } } } } } }',
    )
    return schedulesOrError.results.flatMap((one) => one.scheduleState.ticks.map((tick) => tick.status))
  }
})
