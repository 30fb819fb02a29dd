import { packageFaults } from './package-limits.ts'

const faults = packageFaults(process.cwd())
for (const fault of faults) console.error(`package: ${fault}`)
process.exitCode = faults.length > 0 ? 1 : 0
