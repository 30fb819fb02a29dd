import { describe, expect, it } from 'vitest'
import type { Project } from '../../src/detect/project.ts'
import type { ImagePlan, Plan } from '../../src/plan/plan.ts'
import { withSecretsOut } from '../../src/state/kept-out.ts'

const image = (kept: boolean, context = '.') => ({ context, dockerfile: 'Dockerfile', dockerignore: '.dockerignore', kept }) as ImagePlan
const rendered = { path: '.dockerignore', text: '*\n', mode: 0o644, kind: 'whole' } as const

function textsOf(
  image: ImagePlan,
  there: Record<string, string>,
  ours: string[] = [],
  outputs = ['env', 'dockerignore'],
  stores: string[] = [],
): Record<string, string[]> {
  const project = { has: (path: string) => path in there, read: (path: string) => there[path] } as Project
  const plan = { images: [image], outputs, services: stores.map((name) => ({ name, role: 'backing' })) } as unknown as Plan
  const files = withSecretsOut(image.kept ? [] : [rendered], plan, project, new Set(ours))
  return Object.fromEntries(files.map(({ path, text }) => [path, text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))]))
}

describe('what we write beside it stays out of', () => {
  const secrets = ['.env', 'app.env', '.secrets']

  it('the image of a Dockerfile of the person’s, but what it copies by name', () => {
    expect(textsOf(image(true), { Dockerfile: 'FROM x\nCOPY . .\n' })).toEqual({ '.dockerignore': secrets })
    expect(textsOf(image(true), { Dockerfile: 'FROM x\nCOPY --chown=app ./.env /srv/\n' })).toEqual({ '.dockerignore': ['app.env', '.secrets'] })
  })

  it('what backups are made of', () => {
    const lines = textsOf(image(true), { Dockerfile: 'FROM x\nCOPY . .\n' }, [], ['env', 'dockerignore'], ['postgres', 'redis'])
    expect(lines).toEqual({ '.dockerignore': [...secrets, 'backups/postgres-*'] })
  })

  it('what a .dockerignore of the person’s lets in, by the one that docker reads', () => {
    expect(textsOf(image(false), { '.dockerignore': 'docs\n' })).toEqual({ '.dockerignore': secrets })
    const special = textsOf(image(true), { Dockerfile: 'FROM x\n', 'Dockerfile.dockerignore': 'docs\n', '.dockerignore': '' })
    expect(special).toEqual({ 'Dockerfile.dockerignore': secrets })
  })

  it('and ours is as it is, as is one of a folder that holds no secret, or where none is written', () => {
    expect(textsOf(image(false), {})).toEqual({ '.dockerignore': ['*'] })
    expect(textsOf(image(false), { '.dockerignore': '*\n' }, ['.dockerignore'])).toEqual({ '.dockerignore': ['*'] })
    expect(textsOf(image(true, 'api'), { Dockerfile: 'FROM x\n' })).toEqual({})
    expect(textsOf(image(true), { Dockerfile: 'FROM x\n' }, [], ['dockerignore'])).toEqual({})
  })
})
