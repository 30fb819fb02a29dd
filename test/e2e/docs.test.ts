import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { eachStack } from './provided.ts'
import { must, run } from './shell.ts'
import { mustCompose, own, type StackSetUp } from './stack.ts'

/** Its commands start and stop all several times: two of the projects stand for the others where time is short. */
const inEveryRun = ({ title }: StackSetUp): boolean => process.env['DOCKERIZE_E2E_ALL'] === '1' || ['packaged', 'streamlit'].includes(title)

eachStack(
  'DOCKER.md',
  (stack) => {
    const text = (): string => readFileSync(join(stack.dir, 'DOCKER.md'), 'utf8')

    it('draws every service, once', async () => {
      const diagram = /```mermaid\n([\s\S]*?)```/.exec(text())?.[1] ?? ''
      const nodes = [...diagram.matchAll(/^ {2}s_(\w+)[[(]/gm)].map(([, name = '']) => name)
      const services = (await mustCompose(stack, ['--profile', '*', 'config', '--services'])).split('\n').filter(Boolean)
      expect(nodes.sort()).toEqual(services.map((name) => name.replaceAll('-', '_')).sort())
      // Each arrow joins two of them.
      for (const [, from, to] of diagram.matchAll(/^ {2}s_(\w+) -\.?->? ?s_(\w+)$/gm)) expect(nodes).toEqual(expect.arrayContaining([from, to]))
    })

    it('has commands that work as they stand', { timeout: 300_000 }, async () => {
      // Another program's, which has a test of its own.
      const blocks = [...text().matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block.trim()).filter((block) => !block.includes('kompose'))
      expect(blocks.length).toBeGreaterThanOrEqual(2)
      for (const block of blocks) {
        // One that asks a container is for what runs already.
        if (block.includes(' exec ')) await must('make', ['up'], own(stack))
        await must('sh', ['-ec', block], own(stack))
        await mustCompose(stack, ['--profile', '*', 'down'])
      }
    })

    it('names a command for each symptom that the images have', { timeout: 200_000 }, async () => {
      await must('make', ['up'], own(stack))
      const looks = text()
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .flatMap((line) => /\| `(docker compose (?:exec|logs|ps)[^`]*)` \|/.exec(line)?.[1] ?? [])
        .map((command) => command.replaceAll('\\|', '|').replace(/ exec /, ' exec -T '))
        .filter((command) => !/ sh$/.test(command))
      expect(looks.length).toBeGreaterThanOrEqual(stack.database ? 4 : 2)
      for (const look of looks) expect(await run('sh', ['-c', look], own(stack)), look).toMatchObject({ code: 0 })
      expect(text()).not.toContain('curl')
      if (!stack.database) return
      const reach = looks.find((one) => one.includes('create_connection')) ?? ''
      expect((await run('sh', ['-c', reach], own(stack))).out).toBe('ok')
      expect((await run('sh', ['-c', reach.replace(/, \d+\)/, ', 1)')], own(stack))).code).not.toBe(0)
    })
  },
  inEveryRun,
)
