import { offsetOf, asCompose } from './in-view.ts'
import { stageOf, volumesOf } from '../../review/model/service.ts'
import type { Mend } from '../contract.ts'
import { withKey } from './service-keys.ts'
import { workdirOf, writtenIn } from './written-folders.ts'

/** Where all that the program was seen to write is in volumes: what it writes beside that is temporary. */
export const writeNothing: Mend = async (view, finding, around) => {
  const compose = asCompose(view)
  const offset = offsetOf(view, finding)
  const service = compose.compose.services.find(({ name }) => compose.compose.yaml.span('services', name)?.key?.from === offset)
  const built = service && stageOf(compose, service.name)
  const image = built && (await around.image(built.view))
  if (!service || !built || !image?.build || image.build.writesHome || workdirOf(built.stage) === null) return []
  const kept = volumesOf(service.merged).map((one) => one.target.replace(/\/$/, ''))
  const open = writtenIn(built.stage, image).filter((path) => !kept.some((one) => path === one || path.startsWith(`${one}/`)))
  if (open.length > 0 || service.own.tmpfs !== undefined) return []
  return withKey(compose, service.name, 'read_only: true\ntmpfs: [/tmp]')
}
