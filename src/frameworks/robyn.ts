import { scriptCommand } from '../servers/script.ts'
import type { Framework } from './contract.ts'

export const robyn: Framework = {
  id: 'robyn',
  title: 'Robyn',
  distributions: ['robyn'],
  imports: ['robyn'],
  starts: /\.start$/,
  port: 8080,
  startPeriodSeconds: 15,
  command: (unit) => scriptCommand(unit, { ROBYN_HOST: '0.0.0.0', ROBYN_PORT: String(unit.answers.port) }),
}
