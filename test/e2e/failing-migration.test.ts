import { expect, it } from 'vitest'
import { eachStack } from './provided.ts'
import { clear, compose, container, edited, inspect, mustCompose, type StackSetUp } from './stack.ts'

const withDatabase = (stack: StackSetUp) => stack.database !== null

const tests = (stack: StackSetUp) => {
  it('ends the start in bounded time, says why, and the app is never started', async () => {
    await clear(stack)
    const { file, from, to, says } = stack.database?.migration ?? { file: '', from: '', to: '', says: '' }
    await edited(
      stack,
      file,
      (text) => text.replace(from, to),
      async () => {
        await mustCompose(stack, ['build'], { seconds: 300 })
        const up = await compose(stack, ['up', '-d', '--wait'], { seconds: 120 })
        expect(up.timedOut).toBe(false)
        expect(up.code).not.toBe(0)
        for (const service of [stack.service, ...stack.workers]) {
          const app = await container(stack, service)
          if (app !== '') expect(await inspect<string>(app, '.State.StartedAt')).toBe('0001-01-01T00:00:00Z')
        }
        expect(await mustCompose(stack, ['logs', 'migrate'])).toContain(says)
      },
    )
    await clear(stack)
    await mustCompose(stack, ['build'], { seconds: 300 })
  })
}

eachStack('a migration that fails', tests, withDatabase)
