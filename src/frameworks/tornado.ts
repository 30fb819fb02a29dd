import { scriptCommand } from '../servers/script.ts'
import type { Framework } from './contract.ts'

export const tornado: Framework = {
  id: 'tornado',
  title: 'Tornado',
  distributions: ['tornado'],
  imports: ['tornado'],
  starts: /\.listen$/,
  port: 8888,
  startPeriodSeconds: 15,
  command: (unit) => scriptCommand(unit, {}),
}
