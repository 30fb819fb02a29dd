import { scriptCommand } from '../servers/script.ts'
import type { Framework } from './contract.ts'

export const nicegui: Framework = {
  id: 'nicegui',
  title: 'NiceGUI',
  distributions: ['nicegui'],
  imports: ['nicegui'],
  starts: /^nicegui\.ui\.run$/,
  port: 8080,
  startPeriodSeconds: 15,
  command: (unit) => scriptCommand(unit, {}),
}
