import { beforeAll, expect, it } from 'vitest'
import { eachStack } from './provided.ts'
import { must, until } from './shell.ts'
import { becomes, clear, compose, container, edited, mustCompose } from './stack.ts'
import { fromHere, page, queues, styles } from './visit.ts'

eachStack('compose.dev.yaml', (stack) => {
  beforeAll(async () => {
    await clear(stack)
    const up = await compose(stack, ['up', '-d', '--build', '--wait'], { with: 'dev', seconds: 300 })
    expect(up, up.err).toMatchObject({ code: 0 })
    await becomes(await container(stack, stack.service), 'healthy', 30)
  })

  it('serves an edited answer within ten seconds', async () => {
    const { file, from, to } = stack.edit
    const shows = (wanted: string) =>
      until(
        () => page(stack),
        (text) => text.includes(wanted),
        10,
      )
    await edited(
      stack,
      file,
      (text) => text.replace(from, to),
      () => shows(unquoted(to)),
    )
    await shows(unquoted(from))
  })

  if (stack.task) {
    it('has the work that the web app queues done by the worker', () => queues(stack, fromHere(stack)))
  }

  if (stack.styled) {
    it('serves what its pages are styled with', async () => {
      expect(await styles(stack, fromHere(stack))).toMatchObject({ status: 200, text: expect.stringContaining('{') as string })
    })
  }

  it('runs on the environment of the image, not one of the host', async () => {
    expect(await mustCompose(stack, ['exec', '-T', stack.service, 'python', '-c', 'import sys; print(sys.prefix)'], { with: 'dev' })).toBe('/opt/venv')
  })

  if (stack.database) {
    it('opens the database to tools on this machine', async () => {
      expect(await mustCompose(stack, ['port', 'postgres', '5432'], { with: 'dev' })).toBe(`127.0.0.1:${stack.env['POSTGRES_PORT']}`)
    })
  }

  it('makes files on the host that belong to the person', async () => {
    const owner = stack.person?.uid ?? process.getuid?.()
    const foreign = await must('find', ['.', '-not', '-uid', String(owner)], { cwd: stack.dir })
    expect(foreign).toBe('')
  })
})

function unquoted(text: string): string {
  return text.replaceAll('"', '')
}
