import type { Framework } from './frameworks.ts'
import type { Script } from './sources.ts'

/** What makes a server of any kind: HTTP, sockets, gRPC. */
const serves = /\.listen\s*\(|\bserve\s*\(|\bBun\.serve\b|\bcreateServer\s*\(|\bnew\s+(\w+\.)?(\w*Server)\s*\(|\.bindAsync\s*\(|\bapp\.start\s*\(/

/** Nest without a server: its modules, for a worker or a task. */
const nestAlone = /\bNestFactory\s*\.\s*createApplicationContext\s*\(/

/**
 * Whether a program answers nobody: a worker of a queue, a bot, a clock. Its framework would listen, and nothing of its own does.
 * @param code its own and that of the packages of its workspace that it runs with.
 */
export function listensNowhere(framework: Framework | null, code: readonly Script[]): boolean {
  if (framework?.package === '@nestjs/core') return code.some((one) => nestAlone.test(one.text)) && !code.some((one) => /\.listen\s*\(/.test(one.text))
  return framework === null && !code.some((one) => serves.test(one.text))
}
