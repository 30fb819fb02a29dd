import type { Stack } from './contract.ts'
import { celery } from './celery.ts'
import { django } from './django.ts'
import { fastapi } from './fastapi.ts'

/** In the order in which one wins over another where both are seen in a unit. */
export const stacks: readonly Stack[] = [fastapi, django, celery]

/** @throws Error for an id that no stack has: answers are checked before they get here. */
export function stackOf(id: string): Stack {
  const stack = stacks.find((one) => one.id === id)
  if (!stack) throw new Error(`no stack ${id}`)
  return stack
}
