import type { Stack } from './contract.ts'
import { airflow } from './airflow.ts'
import { arq } from './arq.ts'
import { celery } from './celery.ts'
import { dagster } from './dagster.ts'
import { django } from './django.ts'
import { dramatiq } from './dramatiq.ts'
import { fastapi } from './fastapi.ts'
import { flask } from './flask.ts'
import { nextjs } from './nextjs.ts'
import { node } from './node.ts'
import { python } from './python.ts'
import { rq } from './rq.ts'
import { streamlit } from './streamlit.ts'
import { vite } from './vite.ts'

/** In the order in which one wins over another where both are seen in a unit. */
export const stacks: readonly Stack[] = [fastapi, django, streamlit, flask, airflow, celery, rq, arq, dramatiq, dagster, python, nextjs, vite, node]

/**
 * @param framework one of those that share the stack; its own title, port and the like then take the place of the stack's.
 * @throws Error for an id that no stack has: answers are checked before they get here.
 */
export function stackOf(id: string, framework: string | null = null): Stack {
  const stack = stacks.find((one) => one.id === id)
  if (!stack) throw new Error(`no stack ${id}`)
  return framework === null ? stack : (stack.as?.(framework) ?? stack)
}
