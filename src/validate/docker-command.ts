import { runProgram, type ProgramAnswer, type ProgramCall } from '../run-program.ts'

export type DockerAnswer = ProgramAnswer
/** `env` is all of the environment; see `dockerEnvironment`. */
export type DockerCall = Omit<ProgramCall, 'input'>

/** Runs docker and waits for it, never longer than said. Does not throw: how it ended is the answer. */
export function runDocker(args: readonly string[], call: DockerCall): Promise<DockerAnswer> {
  return runProgram('docker', args, call)
}
