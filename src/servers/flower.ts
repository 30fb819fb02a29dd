import type { PagePlan, StackInput } from '../stacks/contract.ts'

/** For a project that starts Flower and does not name it. PyPI, flower. */
const flower = 'flower==2.2.0'

/**
 * Flower, where the project uses it. It shows tasks with what they are given, and can shut workers down, so nobody sees it without a
 * login; `/healthcheck` asks for none (flower/views/monitor.py). What it has seen it keeps in memory alone, unless `--persistent` is set.
 */
export function flowerPages({ facts, answers }: StackInput): readonly PagePlan[] {
  const { flower: port, flowerPrefix, flowerStarted } = facts.details
  if (port === undefined) return []
  const [, file = '', line = ''] = /^(.*):(\d+)$/.exec(flowerStarted ?? '') ?? []
  return [
    {
      name: 'flower',
      title: 'Flower',
      shows: "Celery's workers and tasks",
      run: [
        ...['celery', '--app', answers.entrypoint, 'flower', '--address=0.0.0.0', `--port=${port}`],
        ...(flowerPrefix === undefined ? [] : [`--url-prefix=${flowerPrefix}`]),
      ],
      port: Number(port),
      path: flowerPrefix === undefined ? '/' : `/${flowerPrefix}/`,
      healthPath: `${flowerPrefix === undefined ? '' : `/${flowerPrefix}`}/healthcheck`,
      reads: ['redis', 'valkey', 'rabbitmq'],
      login: 'FLOWER_BASIC_AUTH',
      ...(flowerStarted === undefined ? {} : { adds: { requirement: flower, file, line: Number(line) } }),
    },
  ]
}
