import { detect as look } from '../src/detect/index.ts'
import type { Facts } from '../src/detect/facts.ts'
import { openProject } from '../src/detect/project.ts'
import type { Generator } from '../src/run-generator.ts'
import type { Run } from '../src/run.ts'

/** Shows what is in a project and where each fact was read. Writes nothing. */
export function detect(run: Run): Generator<Facts> {
  return {
    description: 'What is in this project, each fact with its file and line',
    prompts: async () => look(await openProject(run.root)),
    actions: (facts) => [
      async () => {
        const text = run.options.json ? await asJson(facts) : await asText(facts, run)
        if (!run.options.quiet || run.options.json) run.output.write(text)
        return `${facts.units.length} to run, ${facts.services.length} services`
      },
    ],
  }
}

async function asJson(facts: Facts): Promise<string> {
  const { detectJson } = await import('../src/detect/json.ts')
  return `${JSON.stringify(detectJson(facts), null, 2)}\n`
}

async function asText(facts: Facts, run: Run): Promise<string> {
  const { factsText } = await import('../src/report/facts.ts')
  const { paintFor } = await import('../src/report/paint.ts')
  return factsText(facts, paintFor(run.output))
}
