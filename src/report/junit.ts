import type { Verified } from '../verify/contract.ts'

/** The checks as JUnit's XML, which CI systems show: a test case a check, grouped by service. */
export function junit({ figures, checks }: Verified): string {
  const failed = checks.filter((one) => !one.ok).length
  const properties = figures.flatMap((one) =>
    Object.entries(one).flatMap(([name, value]) =>
      name === 'unit' || value === null ? [] : [`      <property name="${xml(`${one.unit}.${name}`)}" value="${xml(String(value))}"/>`],
    ),
  )
  const cases = checks.map(({ check, service, ok, detail, log = [] }) => {
    const opening = `    <testcase classname="${xml(service ?? 'stack')}" name="${xml(check)}"`
    return ok ? `${opening}/>` : `${opening}>\n      <failure message="${xml(detail)}">${xml(log.join('\n'))}</failure>\n    </testcase>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="create-dockerize verify" tests="${checks.length}" failures="${failed}">`,
    ...(properties.length > 0 ? ['    <properties>', ...properties, '    </properties>'] : []),
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

/** XML allows no control characters but these three, not even escaped. */
function xml(text: string): string {
  // eslint-disable-next-line no-control-regex
  const plain = text.replace(/\u001b\[[0-9;]*m/g, '').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
