import { describe, expect, test } from 'vitest'
import { askAgain, type SetUpBefore, type Wish } from '../../src/ask/ask-again.ts'

const redis = { kind: 'redis', title: 'Redis 8' }
const postgres = { kind: 'postgres', title: 'PostgreSQL 18' }
const before: SetUpBefore = { project: 'shop', version: '1.0.0', edited: [], differ: [], here: [postgres], others: [redis] }

/** Chooses what it is told, of what is offered. */
async function wished(choice: string | undefined, known: Partial<SetUpBefore> = {}) {
  const offered: string[] = []
  const wish = await askAgain(
    { ...before, ...known },
    {
      say: () => undefined,
      one: ({ choices, initial }) => {
        offered.push(...choices.map((one) => one.value))
        return Promise.resolve(choice ?? initial ?? '')
      },
      some: ({ choices }) => Promise.resolve(choices.map((one) => one.value)),
      text: () => Promise.reject(new Error('asks for no text')),
    },
  )
  return { wish, offered }
}

describe('what a person wants of a project that is set up', () => {
  const cases: [leaf: string, wish: Wish][] = [
    ['add', { do: 'add', services: ['redis'] }],
    ['remove', { do: 'remove', services: ['postgres'] }],
    ['change', { do: 'change' }],
    ['update', { do: 'update' }],
    ['review', { do: 'review' }],
    ['refine', { do: 'refine' }],
    ['nothing', { do: 'nothing' }],
  ]
  test.each(cases)('%s', async (choice, wish) => expect((await wished(choice)).wish).toEqual(wish))
})

describe('what is offered', () => {
  const cases: [leaf: string, known: Partial<SetUpBefore>, missing: string[]][] = [
    ['all of it', {}, []],
    ['nothing to add where every service is there', { others: [] }, ['add']],
    ['nothing to remove where none is', { here: [] }, ['remove']],
  ]
  test.each(cases)('%s', async (_, known, missing) => {
    const all = ['add', 'change', 'update', 'remove', 'review', 'refine', 'nothing']
    expect((await wished('nothing', known)).offered).toEqual(all.filter((one) => !missing.includes(one)))
  })

  test('bringing files up to date first where some differ', async () => {
    expect((await wished(undefined)).wish.do).toBe('add')
    expect((await wished(undefined, { differ: ['Dockerfile'] })).wish.do).toBe('update')
  })
})
