import type { Advice } from '../../plan/plan.ts'
import type { EnvironmentEntry } from '../../plan/service-plan.ts'
import type { VariablePlan } from '../../plan/variable-plan.ts'
import type { LaunchPlan, SystemProject } from '../../stacks/system-contract.ts'
import { serviceName } from './places.ts'

/** A container for each run, from the image of its code location, with the environment that this one has. */
export function launches(project: SystemProject): LaunchPlan {
  return {
    by: ['webserver', 'daemon'].map((name) => serviceName(name, project)),
    image: 'DAGSTER_CURRENT_IMAGE',
    hands: (names) => ({ name: 'DAGSTER_CONTAINER_CONTEXT', value: JSON.stringify({ docker: { env_vars: names } }) }),
  }
}

/** What a person has to know before they let it start containers. */
export const socketAdvice: Advice = {
  title: 'Docker socket',
  text: 'Webserver and daemon hold the Docker socket to start a container for each run: whoever gets into one of them is root on this machine. --launcher default needs none. DOCKER_GID in .env is the group of the socket: stat -c %g /var/run/docker.sock',
  now: true,
}

/** The group of the socket, which differs by machine. */
export function withSocket({ environment, variables }: { environment: EnvironmentEntry[]; variables: VariablePlan[] }, docker: boolean) {
  const comment = 'Group that may write to the Docker socket: stat -c %g /var/run/docker.sock; 0 with Docker Desktop.'
  const gid = { name: 'DOCKER_GID', example: '0', comment, group: 'Dagster', fresh: 'example', required: false, optional: false, urlSafe: false } as const
  return { environment, variables: docker ? [...variables, gid] : variables }
}
