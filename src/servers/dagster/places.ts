import type { SystemProject } from '../../stacks/system-contract.ts'

/** Where the servers find their settings; what the documentation of `deploy_docker` has. */
export const home = '/opt/dagster/dagster_home'

/** What runs write where no other storage is set: results of assets between runs, and logs, which the webserver shows. */
export const storage = { name: 'dagster-storage', path: '/opt/dagster/storage' }

/** Dagster's own database, apart from what the code keeps: both have a table `alembic_version`. */
export const database = 'dagster'

/** A unit may have the name already. */
export function serviceName(name: string, { units }: SystemProject): string {
  return units.includes(name) ? `dagster-${name}` : name
}
