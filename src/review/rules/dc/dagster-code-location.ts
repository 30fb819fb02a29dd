import type { ComposeRule } from '../../contract.ts'
import { isCodeLocation, isSystem } from '../../model/dagster.ts'
import { environmentOf, placeIn } from '../../model/service.ts'

export const dagsterCodeLocation: ComposeRule = {
  id: 'dc/dagster-code-location',
  severity: 'critical',
  reads: 'compose',
  title: "The code location does not know Dagster's database",
  why: "Runs execute in the code location's container, or in one that takes over its variables, and write their events to the database: without it every run fails.",
  fix: 'The same variables for all three: an anchor, merged into the environment of each.',
  sources: [],
  *find(view) {
    const { services } = view.compose
    const system = services.filter((one) => isSystem(one.merged.command) || isSystem(one.merged.entrypoint))
    const shared = new Set(
      system.flatMap((one) => environmentOf(one.merged).map((variable) => variable.name)).filter((name) => /^DAGSTER_\w*(POSTGRES|PG|MYSQL|DB)/.test(name)),
    )
    for (const { name, merged } of services) {
      if ((!isCodeLocation(merged.command) && !isCodeLocation(merged.entrypoint)) || merged.env_file !== undefined) continue
      const own = environmentOf(merged).map((one) => one.name)
      const lacks = [...shared].filter((one) => !own.includes(one))
      if (lacks.length > 0)
        yield { ...placeIn(view, name), message: `${name} has no ${lacks.slice(0, 3).join(', ')}${lacks.length > 3 ? ' …' : ''}, which the daemon has.` }
    }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  code:\n    build: .\n    command: [dagster, code-server, start, -p, "4000"]\n  daemon:\n    build: ./dagster\n    command: dagster-daemon run\n    environment:\n      DAGSTER_POSTGRES_HOST: db\n',
        line: 2,
      },
      {
        text: 'x-env: &env\n  DAGSTER_PG_HOST: db\n  DAGSTER_PG_PASSWORD: ${PASSWORD:?}\nservices:\n  web:\n    image: dagster:1\n    entrypoint: [dagster-webserver, -p, "3000"]\n    environment: *env\n  code:\n    image: code:1\n    environment: {DAGSTER_PG_HOST: db}\n    command: [dagster, api, grpc, -p, "4000"]\n',
        line: 9,
      },
    ],
    good: [
      {
        text: 'x-env: &env\n  DAGSTER_POSTGRES_HOST: db\nservices:\n  code:\n    build: .\n    command: [dagster, api, grpc, -p, "4000"]\n    environment: *env\n  daemon:\n    build: ./dagster\n    command: dagster-daemon run\n    environment: *env\n',
      },
      {
        text: 'services:\n  code:\n    build: .\n    command: [dagster, api, grpc, -p, "4000"]\n  web:\n    build: ./dagster\n    command: dagster-webserver\n',
      },
    ],
  },
}
