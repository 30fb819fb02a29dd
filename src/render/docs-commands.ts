import { builtFrom } from '../plan/built-from.ts'
import type { Plan } from '../plan/plan.ts'
import { jobProfile, jobsOf, onlyJobs, staysUp, testsOf } from './jobs.ts'
import { loadTestOf, watchOf } from './monitoring.ts'
import { runsWithoutShell } from './no-shell.ts'
import { pagesOf } from './pages.ts'

export interface CommandRow {
  what: string
  make: string
  docker: string
}

/** Each thing a person does, with make and with docker itself. */
export function commandRows(plan: Plan): CommandRow[] {
  const profiled = plan.services.some((one) => one.profiles.includes('full'))
  const full = profiled ? ' --profile full' : ''
  const all = plan.services.some((one) => one.profiles.length > 0) ? " --profile '*'" : ''
  const app = plan.services.find((one) => one.role === 'app')?.name ?? ''
  const dev = `docker compose -f ${plan.files.compose} -f ${plan.files.composeDev}`
  const init = plan.services.find((one) => one.role === 'init')?.name
  const tasks = plan.services.filter((one) => one.role === 'task')
  const image = plan.images[0]
  const jobs = jobsOf(plan)
  const tests = testsOf(plan)
  const watch = watchOf(plan)
  const load = loadTestOf(plan)
  const only = onlyJobs(plan) ? jobs[0] : undefined
  const theirs = new Set(plan.files.foreignTargets.map((name) => `make ${name}`))
  const rows = [
    ...jobs.map((one) => ({
      what: `run ${one.service.name} once`,
      make: `make ${one.target}`,
      docker: `docker compose${jobProfile(one)} run --rm --build ${one.service.name}`,
    })),
    ...(only ? [{ what: 'run it for development', make: 'make dev', docker: `${dev}${jobProfile(only)} run --rm --build ${only.service.name}` }] : []),
    ...(staysUp(plan) ? [{ what: 'start all', make: 'make up', docker: `docker compose${full} up -d --build --wait` }] : []),
    ...(only ? [] : [{ what: 'start for development', make: 'make dev', docker: `${dev}${full} up -d --build --wait` }]),
    ...pagesOf(plan).map(({ target, service, url }) => ({
      what: `start ${service.title} too: <${url}>`,
      make: `make ${target}`,
      docker: `docker compose --profile tools up -d --build --wait ${service.name}`,
    })),
    ...(watch
      ? [
          {
            what: `start ${watch.title} too${watch.url === null ? '' : `: <${watch.url}>`}`,
            make: 'make monitoring',
            docker: 'docker compose --profile monitoring up -d --wait',
          },
        ]
      : []),
    ...(load ? [{ what: 'run the load test', make: 'make load-test', docker: `docker compose --profile load run --rm ${load.name}` }] : []),
    { what: 'stop all', make: 'make down', docker: `docker compose${all} down --remove-orphans` },
    ...(profiled ? [{ what: 'only what the app needs', make: 'make infra', docker: 'docker compose --profile infra up -d --wait' }] : []),
    ...(init ? [{ what: 'migrate the database', make: 'make migrate', docker: `docker compose${full} run --rm --build ${init}` }] : []),
    ...tests.map(({ name }) => ({
      what: tests.length > 1 ? `run the tests: ${name}` : 'run the tests',
      make: 'make test',
      docker: `docker compose --profile test run --rm --build ${name}`,
    })),
    { what: 'see what runs', make: 'make ps', docker: `docker compose${all} ps -a` },
    { what: 'read the logs', make: 'make logs', docker: `docker compose${all} logs --tail 100` },
    {
      what: 'open a shell',
      make: 'make shell',
      docker: runsWithoutShell(image) ? `${dev} run --rm --no-deps --entrypoint sh ${app}` : `docker compose exec ${app} sh`,
    },
    {
      what: 'build without cache',
      make: 'make rebuild',
      docker: `docker compose${jobs.length > 0 && profiled ? `${full} --profile tools` : full} build --no-cache`,
    },
    { what: 'sizes of the images', make: 'make size', docker: `docker images ${image?.name ?? plan.project}` },
    { what: 'look for known holes', make: 'make scan', docker: `trivy image ${image?.name ?? plan.project}:local` },
    { what: 'use of processor and memory', make: 'make stats', docker: 'docker stats --no-stream' },
    { what: 'check the Dockerfile', make: 'make lint', docker: `docker build --check ${builtFrom(image)}` },
    { what: 'delete the data', make: 'make reset', docker: `docker compose${all} down --volumes` },
    ...tasks.map((task) => ({ what: task.title, make: `make ${task.name}`, docker: `docker compose --profile build run --rm ${task.name}` })),
  ]
  // A target of the person's own does what they mean it to.
  return rows.map((row) => (theirs.has(row.make) || !plan.outputs.includes('makefile') ? { ...row, make: 'none' } : row))
}
