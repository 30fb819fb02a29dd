import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { eachStack } from './provided.ts'
import { must } from './shell.ts'
import { clear, compose, container, edited, mustCompose, type StackSetUp } from './stack.ts'
import { openVisit } from './streamlit-visit.ts'

const isStreamlit = (stack: StackSetUp) => stack.title === 'streamlit'

eachStack(
  'a visit',
  (stack) => {
    beforeAll(async () => {
      await clear(stack)
      await mustCompose(stack, ['up', '-d', '--build', '--wait'], { seconds: 300 })
    })

    it('is answered over a WebSocket through the published port', async () => {
      const visit = await openVisit(stack.url)
      expect(visit.protocol).toBe('streamlit')
      const text = await visit.shows((all) => all.includes('night kitchen'), 10)
      visit.close()
      expect(text).toContain(stack.edit.from)
      // The theme of .streamlit/config.toml, and the data beside the code.
      expect(text).toContain(/primaryColor = "(.*)"/.exec(readFileSync(join(stack.dir, '.streamlit/config.toml'), 'utf8'))?.[1])
      expect(text).not.toMatch(/Traceback|Error/)
    })

    it('sees the secrets of the project, which no image has', async () => {
      const visit = await openVisit(stack.url)
      await visit.shows((all) => all.includes(stack.secrets[0] ?? '-'), 10)
      visit.close()
      const image = await must('docker', ['inspect', '--format', '{{.Image}}', await container(stack, stack.service)])
      const files = await must('docker', ['run', '--rm', '--entrypoint', 'sh', image.trim(), '-c', 'ls .streamlit'])
      expect(files).toBe('config.toml')
    })

    it('does not hold up the end of the container', async () => {
      const visit = await openVisit(stack.url)
      await visit.shows((all) => all.includes('night kitchen'), 10)
      const stop = await compose(stack, ['stop', stack.service])
      visit.close()
      expect(stop.code).toBe(0)
      expect(stop.seconds).toBeLessThan(2)
    })

    it('is sent an edit without being asked, in development', async () => {
      await mustCompose(stack, ['up', '-d', '--build', '--wait'], { with: 'dev', seconds: 300 })
      const visit = await openVisit(stack.url)
      await visit.shows((all) => all.includes('night kitchen'), 10)
      await visit.settles(10)
      const { file, from, to } = stack.edit
      await edited(
        stack,
        file,
        (text) => text.replace(from, to),
        () => visit.shows((all) => all.includes(to), 10),
      )
      visit.close()
    })
  },
  isStreamlit,
)
