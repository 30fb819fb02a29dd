import { scriptCommand } from '../servers/script.ts'
import type { Framework } from './contract.ts'

export const aiohttp: Framework = {
  id: 'aiohttp',
  title: 'aiohttp',
  distributions: ['aiohttp'],
  imports: ['aiohttp'],
  starts: /^aiohttp\.web\.(run_app|_run_app|TCPSite)$/,
  port: 8080,
  startPeriodSeconds: 15,
  command: (unit) => scriptCommand(unit, {}),
}
