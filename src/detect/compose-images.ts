import { services } from '../services/index.ts'
import { isComposeFile } from './existing.ts'
import { unitFolder, type UnitFolder } from './unit-folder.ts'
import type { Sign } from './uses-in-code.ts'

/** Other names of images, by the last part of their path. */
const otherNames: Readonly<Record<string, string>> = {
  postgresql: 'postgres',
  postgis: 'postgres',
  timescaledb: 'postgres',
  'mysql-server': 'mysql',
  percona: 'mysql',
  mongo: 'mongodb',
  'mongodb-community-server': 'mongodb',
  'redis-stack': 'redis',
  'redis-stack-server': 'redis',
  'cp-kafka': 'kafka',
  redpanda: 'kafka',
  minio: 'minio',
}

/** The service that an image holds, by the last part of its path; undefined for one that is none we know. */
export function kindOfImage(image: string): string | undefined {
  const name = image.split('/').at(-1)?.split(':')[0] ?? ''
  return services.find((one) => one.id === name)?.id ?? otherNames[name]
}

/** Services that the person's own compose files run, each at its line with its image, so that the version is seen: `rabbitmq:3`. */
export function imagesInCompose(folder: UnitFolder): Sign[] {
  const root = unitFolder(folder.project, '.')
  const around = root.files.filter((path) => isComposeFile(path) && !path.includes('/'))
  const below = folder.files.filter(isComposeFile).map((path) => folder.fromRoot(path))
  return [...new Set([...around, ...below])].flatMap((path) =>
    root
      .read(path)
      .split('\n')
      .flatMap((text, index): Sign[] => {
        const image = /^\s*image:\s*["']?([\w./-]+(?::[\w.-]+)?)/.exec(text)?.[1]
        const kind = image === undefined ? undefined : kindOfImage(image)
        return image && kind ? [{ kind, value: image, file: path, line: index + 1, confidence: 'likely', fromImage: true }] : []
      }),
  )
}
