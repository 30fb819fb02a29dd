import { describe, expect, it } from 'vitest'
import { copySources } from '../../../src/validate/checks/copy-sources.ts'
import { found, image, plan } from '../small-set.ts'

const project = { 'pyproject.toml': '', 'uv.lock': '', 'src/shop/main.py': '', 'docs/x.md': '' }
const dockerfile = (...lines: string[]) => ['FROM a AS base', ...lines].join('\n')

describe('is silent where', () => {
  it('all is there', async () => {
    const text = dockerfile(
      'COPY pyproject.toml ./uv.lock /app/',
      'COPY --chown=1:0 src ./src/',
      'COPY ["docs/x.md", "/"]',
      'COPY . .',
      'RUN --mount=type=cache,target=/x --mount=type=bind,source=uv.lock,target=uv.lock true',
    )
    expect(await found(copySources, { ...project, Dockerfile: text, '.dockerignore': '*.log\n' })).toEqual([])
  })

  it('it is no file of the context', async () => {
    const text = dockerfile(
      'COPY --from=base /nowhere /',
      'COPY --from=uv:1 /uv /bin/',
      'ADD https://example.com/x /x',
      'COPY <<EOF /x',
      'COPY none /',
      'EOF',
      'RUN --mount=from=base,source=/none,target=/x true',
      'RUN --mount=type=secret,id=ca true',
      'COPY uv.loc[k] none* ./',
      'ARG where',
      'COPY ${where}/x ./',
    )
    expect(await found(copySources, { ...project, Dockerfile: text })).toEqual([])
  })

  it('an ignored folder is taken back in', async () => {
    expect(await found(copySources, { ...project, Dockerfile: dockerfile('COPY src src'), '.dockerignore': '*\n!src/\n' })).toEqual([])
  })

  it('the Dockerfile is a person’s own', async () => {
    expect(await found(copySources, { Dockerfile: dockerfile('COPY none .') }, plan({ images: [{ ...image, kept: true }] }))).toEqual([])
  })
})

describe('finds', () => {
  it('what is not there, each once, also by a bind mount and an argument', async () => {
    const text = dockerfile(
      'ARG FOLDER=lib',
      'COPY app \\',
      '  src ./',
      'COPY app /x/',
      'RUN --mount=type=bind,source=setup.cfg,target=setup.cfg true',
      'COPY ${FOLDER}/y ./',
    )
    expect(await found(copySources, { ...project, Dockerfile: text })).toEqual([
      'Dockerfile:3 app is not there',
      'Dockerfile:6 setup.cfg is not there',
      'Dockerfile:7 lib/y is not there',
    ])
  })

  it('a missing lock file, with what makes it', async () => {
    const text = dockerfile('RUN --mount=type=bind,source=uv.lock,target=uv.lock uv sync')
    expect(await found(copySources, { 'pyproject.toml': '', Dockerfile: text })).toEqual(['Dockerfile:2 uv.lock is not there: run uv lock'])
  })

  it('what the ignore file drops', async () => {
    const files = { ...project, Dockerfile: dockerfile('COPY docs/x.md .', 'COPY docs docs', 'COPY src src'), '.dockerignore': '**/*.md\n' }
    expect(await found(copySources, files)).toEqual([
      'Dockerfile:2 docs/x.md is copied, and .dockerignore drops it',
      'Dockerfile:3 docs/ is copied, and .dockerignore drops all that is in it',
    ])
  })

  it('in a context below the root', async () => {
    const files = { 'api/Dockerfile': dockerfile('COPY main.py .', 'COPY none .'), 'api/main.py': '' }
    expect(
      await found(copySources, files, plan({ images: [{ ...image, context: 'api', dockerfile: 'api/Dockerfile', dockerignore: 'api/.dockerignore' }] })),
    ).toEqual(['api/Dockerfile:3 api/none is not there'])
  })
})
