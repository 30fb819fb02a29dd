import { express, nextTailwind, plainNode } from './node.ts'
import { job, service } from './programs.ts'
import type { SmallProject } from './small-project.ts'
import { django, flask, starlette, streamlit } from './web.ts'
import { arq, celery, celeryFlower, celeryThreads, dramatiq, rq } from './workers.ts'

/** Smallest first: what every run takes is the head of it. */
export const smallProjects: readonly SmallProject[] = [
  job,
  service,
  plainNode,
  flask,
  starlette,
  arq,
  dramatiq,
  celery,
  celeryThreads,
  celeryFlower,
  django,
  streamlit,
  rq,
  express,
  nextTailwind,
]
