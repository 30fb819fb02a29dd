import { expect, it } from 'vitest'
import { parseEnv } from '../../src/validate/env-file.ts'

it('reads names, values and lines as docker compose does', () => {
  const text = '\uFEFF# note\nA=1\r\nexport B = two # said\nC="a b#c"\nD=\'$x\'\n\nE=\nF=a#b\n not a line\nG: yaml\n'
  expect(parseEnv(text).map(({ name, value, line }) => `${line} ${name}=${value}`)).toEqual([
    '2 A=1',
    '3 B=two',
    '4 C=a b#c',
    '5 D=$x',
    '7 E=',
    '8 F=a#b',
    '10 G=yaml',
  ])
})
