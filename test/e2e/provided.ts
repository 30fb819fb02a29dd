import { afterAll, describe, inject, it } from 'vitest'
import { clear, type StackSetUp } from './stack.ts'

declare module 'vitest' {
  interface ProvidedContext {
    stacks: StackSetUp[]
    /** Why nothing can be run here; null where it can. */
    withoutEngine: string | null
    /** The packed tarball and the folder it was installed into. */
    installed: { tarball: string; prefix: string }
  }
}

/** One block of tests for each project that was set up, or each of those that are meant; its containers and volumes are gone afterwards. Skipped, with the reason, where no engine answers. */
export function eachStack(what: string, tests: (stack: StackSetUp) => void, which: (stack: StackSetUp) => boolean = () => true): void {
  const missing = inject('withoutEngine')
  if (missing !== null) {
    it(what, (context) => context.skip(missing))
    return
  }
  for (const stack of inject('stacks').filter(which)) {
    describe(`${what}, ${stack.title}`, () => {
      afterAll(() => clear(stack))
      tests(stack)
    })
  }
}
