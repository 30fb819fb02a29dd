import type { Plan } from '../plan/plan.ts'
import { backupsOf, stoppedForRestore, type StoreBackup } from './backups.ts'

/** What DOCKER.md says of saving data; null: there is none. */
export function docsBackup(plan: Plan): Record<string, unknown> | null {
  const stores = backupsOf(plan)
  const stopped = stoppedForRestore(plan)
  const volumes = otherVolumes(plan, stores)
  const [volume] = volumes
  if (stores.length === 0 && !volume) return null
  const ours = (target: string) => plan.outputs.includes('makefile') && !plan.files.foreignTargets.includes(target)
  const init = plan.services.find((one) => one.role === 'init' && 'unit' in one.from)?.name
  return {
    stores: stores.map((one) => ({ ...one, dump: one.dump.join(' && '), restore: one.restore.join(' &&\n  ') })),
    make: ours('backup') && ours('restore'),
    names: listed(stores.map((one) => one.service)),
    example: stores[0] ? `${stores[0].begins}….${stores[0].extension}` : '',
    stopped: stopped.join(' '),
    stoppedNames: listed(stopped),
    notes: stores.flatMap((one) => notes(one, stores.length > 1)),
    migrate: init === undefined ? null : ours('migrate') ? 'make migrate' : `docker compose run --rm ${init}`,
    volumes: listed(volumes.map((one) => one.name)),
    volume: volume ? (volume.fixedName ?? `${plan.project}_${volume.name}`) : '',
    archive: volume ? `${volume.name}.tar.gz` : '',
  }
}

function notes({ title, others, note }: StoreBackup, several: boolean): string[] {
  const own = others === null ? [] : ['A database beside the first has a file of its own; with docker itself `exec -T -e DATABASE=…` names it.']
  return [...own, ...(note === null ? [] : [several ? `${title}: ${note}` : note])]
}

/** Those whose data no dump has, but for certificates, which a proxy gets anew. */
function otherVolumes({ volumes, services }: Plan, stores: readonly StoreBackup[]): Plan['volumes'] {
  const saved = services
    .filter((one) => one.role === 'proxy' || stores.some(({ service }) => service === one.name))
    .flatMap((one) => one.volumes.flatMap((mount) => (mount.kind === 'volume' ? [mount.name] : [])))
  return volumes.filter((one) => !saved.includes(one.name))
}

function listed(names: readonly string[]): string {
  return names.map((one) => `\`${one}\``).join(', ')
}
