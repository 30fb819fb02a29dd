import { databasesName } from '../plan/databases.ts'
import type { Plan } from '../plan/plan.ts'
import type { Backup } from '../services/contract.ts'
import { serviceOf } from '../services/index.ts'

/** A store whose data a person saves to a file and reads back from one. */
export interface StoreBackup {
  service: string
  title: string
  /** Begins the name of each of its files. */
  begins: string
  extension: string
  /** One script for bash in the service's container each, in lines. */
  dump: readonly string[]
  restore: readonly string[]
  /** Prints the databases that have files of their own; null: the image's own is all. */
  others: string | null
  note: string | null
}

/** Those that run here: what is run elsewhere is saved there. */
export function backupsOf(plan: Plan): StoreBackup[] {
  return plan.services.flatMap((one) => {
    if (one.role !== 'backing') return []
    const { backup, title } = serviceOf(one.name)
    if (!backup) return []
    const several = plan.services.some(({ name }) => name === databasesName(one.name))
    const script = (lines: readonly string[]) => lines.map((line) => line.replaceAll('{database}', () => databaseIn(backup, several)))
    return [
      {
        service: one.name,
        title,
        begins: `backups/${one.name}-`,
        extension: backup.extension,
        dump: script(backup.dump),
        restore: script(backup.restore),
        others: several ? (backup.others ?? null) : null,
        note: backup.note ?? null,
      },
    ]
  })
}

/** Where there are several, DATABASE names another one than the image's own. */
function databaseIn({ database }: Backup, several: boolean): string {
  return several ? `\${DATABASE:-${database}}` : (database ?? '')
}

/**
 * What stays out of git and of images, as patterns from the project's folder; a folder of that name may be a person's.
 * The lines in `.gitignore` stay when their service goes, since its dumps do.
 */
export function backupPatterns(plan: Plan): string[] {
  return backupsOf(plan).map((one) => `${one.begins}*`)
}

/** What stands still meanwhile: all that may write. */
export function stoppedForRestore({ services }: Plan): string[] {
  return services.filter((one) => (one.role === 'app' && !one.ends) || one.role === 'page').map((one) => one.name)
}
