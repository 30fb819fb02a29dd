import type { CommandPlan, StackInput } from '../stacks/contract.ts'
import { restarted } from './reload.ts'

/** Starts a program that serves by itself: a file by its path, a module by its name. */
export function pythonArgv(entrypoint: string): readonly string[] {
  return entrypoint.endsWith('.py') ? ['python', entrypoint] : ['python', '-m', entrypoint]
}

/**
 * A script that serves by itself. @param listens environment by which its server takes where to listen; @param own what the
 * framework restarts itself with in development.
 */
export function scriptCommand({ facts, answers }: StackInput, listens: Readonly<Record<string, string>>, own?: readonly string[]): CommandPlan {
  const run = pythonArgv(answers.entrypoint)
  return {
    run,
    ...(own ? { develop: own } : restarted(facts, run)),
    stopSignal: null,
    // Python as process 1 ignores SIGTERM unless the program says what to do with it.
    needsInit: true,
    environment: [],
    inImage: listens,
    writesHome: true,
  }
}
