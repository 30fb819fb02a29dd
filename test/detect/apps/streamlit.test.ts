import { describe, expect, test } from 'vitest'
import { unitFrom } from '../project-from.ts'

const requirements = { 'requirements.txt': 'streamlit==1.67.0\n' }
const script = 'import streamlit as st\nst.title("x")\n'
const helper = 'import streamlit as st\ndef header():\n    st.title("x")\n'

describe('finds the script', () => {
  const cases: [name: string, entrypoint: string | null, files: Record<string, string>][] = [
    ['one at the top', 'dashboard.py', { 'dashboard.py': script }],
    ['in a folder', 'src/app.py', { 'src/app.py': script }],
    ["Streamlit's own choice among several", 'streamlit_app.py', { 'streamlit_app.py': script, 'other.py': script }],
    ['the one beside its pages', 'Home.py', { 'Home.py': script, 'pages/1_More.py': script, 'tool.py': script }],
    ['not a helper that it imports', 'app.py', { 'app.py': `from shared import header\n${script}header()\n`, 'shared.py': helper }],
    ['not a helper that is imported as a whole', 'app.py', { 'app.py': `import views.top\n${script}views.top.header()\n`, 'views/top.py': helper }],
    [
      'not a page that it names',
      'main.py',
      { 'main.py': 'import streamlit as st\nst.navigation([st.Page("one.py"), st.Page("two.py")]).run()\n', 'one.py': script, 'two.py': script },
    ],
    ['the one that a Procfile starts', 'two.py', { 'one.py': script, 'two.py': script, Procfile: 'web: streamlit run two.py --server.port $PORT\n' }],
    ['two that nothing tells apart: a question', null, { 'one.py': script, 'two.py': script }],
    ['not one of the tests', 'app.py', { 'app.py': script, 'tests/test_app.py': script }],
  ]
  test.each(cases)('%s', async (_, entrypoint, files) => {
    const unit = await unitFrom({ ...requirements, ...files })
    expect([unit.stack, unit.entrypoint, unit.port, unit.healthPath]).toEqual(['streamlit', entrypoint, 8501, '/_stcore/health'])
  })
})

test.each([
  ['a table', '[server]\nport = 8600\nbaseUrlPath = "/tools/"\n'],
  ['dotted keys', 'server.port = 8600\nserver.baseUrlPath = "tools" # behind the proxy\n'],
  ['CRLF', "[server]\r\nport = 8600\r\nbaseUrlPath = 'tools'\r\n"],
])('its configuration is read and comes along: %s', async (_, text) => {
  const unit = await unitFrom({ ...requirements, 'app.py': script, '.streamlit/config.toml': text })
  expect(unit).toMatchObject({ port: 8600, healthPath: '/tools/_stcore/health', files: ['.streamlit/config.toml'] })
})

test('a port that an image exposes by mistake is not its port, one that starts it is', async () => {
  const dockerfile = (command: string) => `FROM python:3.13\nEXPOSE 8051\nCMD ${command}\n`
  const with_ = (command: string) => unitFrom({ ...requirements, 'app.py': script, Dockerfile: dockerfile(command) })
  expect((await with_('streamlit run app.py')).port).toBe(8501)
  expect((await with_('["streamlit", "run", "app.py", "--server.port=8051"]')).port).toBe(8051)
})

test.each([
  ['by key', 'st.write(st.secrets["x"])', true],
  ['by attribute', 'key = st.secrets.x', true],
  ['a connection by name', 'st.connection("db")', true],
  ['none', 'st.write("secrets")', false],
])('knows whether secrets are read: %s', async (_, line, reads) => {
  const unit = await unitFrom({ ...requirements, 'app.py': `${script}${line}\n` })
  expect(unit.details['secrets']).toBe(reads ? '.streamlit/secrets.toml' : undefined)
})

test('data that the code names comes along, secrets and databases do not', async () => {
  const unit = await unitFrom({
    ...requirements,
    'app.py': `${script}a = ["orders.csv", "data/more.csv", "credentials.json", "local.db"]\n`,
    'orders.csv': 'a\n',
    'unused.csv': 'a\n',
    'data/more.csv': 'a\n',
    'credentials.json': '{}\n',
    'local.db': 'x\n',
    'docs/more.md': 'x\n',
  })
  expect(unit.python?.sourceFiles).toEqual(['app.py', 'orders.csv'])
  expect(unit.python?.sourceFolders).toEqual(['data'])
})
