import { expect, test } from 'vitest'
import { requirementsText } from '../../src/dependencies/requirements-text.ts'

const entries = [
  { requirement: 'uvicorn', about: 'serves it' },
  { requirement: 'psycopg[binary]>=3', about: null },
  { requirement: 'mysqlclient', about: 'MySQLdb' },
]

test('pinned: what was asked for, then what that brings; one without a version keeps its name', () => {
  const pins = new Map([
    ['psycopg', '3.3.6'],
    ['uvicorn', '0.54.0'],
    ['h11', '0.16.0'],
    ['click', '8.5.1'],
  ])
  expect(requirementsText(entries, pins)).toBe(`# What the code needs, at the versions of the day this was written. It is yours: change it as you like.
mysqlclient  # MySQLdb
psycopg[binary]==3.3.6
uvicorn==0.54.0  # serves it

# What these bring along.
click==8.5.1
h11==0.16.0
`)
})

test('without versions: what was asked for, with its range', () => {
  expect(requirementsText(entries, null)).toBe(`# What the code needs. It is yours: change it as you like, and add versions.
mysqlclient  # MySQLdb
psycopg[binary]>=3
uvicorn  # serves it
`)
})
