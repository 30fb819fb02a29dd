import fc from 'fast-check'

const pattern = fc.constantFrom(
  '.git',
  '.env',
  '.env.*',
  '!.env.example',
  '*.md',
  '**/README*',
  '!README.md',
  'node_modules',
  'node_modules/',
  '__pycache__',
  '*.pyc',
  'coverage',
  '*.pem',
  '*.log',
  '**/*.log',
  '  venv  ',
  '# what stays out',
  '',
  '/.venv',
  '!src/coverage',
  '.npmrc',
  '*',
  '!src',
)

/** Ignore files with patterns that come back, comments, blanks, CRLF, and without a last line end. */
export const ignoreText: fc.Arbitrary<string> = fc
  .tuple(fc.array(pattern, { maxLength: 8 }), fc.constantFrom('\n', '\n', '\r\n'), fc.boolean())
  .map(([patterns, newline, ended]) => patterns.join(newline) + (ended && patterns.length > 0 ? newline : ''))

/** What people have beside a Dockerfile. */
export const ignoredFiles: fc.Arbitrary<string[]> = fc.subarray([
  '.env',
  '.env.example',
  '.env.production',
  '.env.sample',
  'README.md',
  'docs/README.md',
  'package.json',
  'pyproject.toml',
  'src/app.py',
  'src/coverage/index.ts',
  'src/__pycache__/app.pyc',
  'api/.env',
  'api/.npmrc',
  'api/node_modules/a/index.js',
  'certs/ca.pem',
  'logs/a.log',
  'web/.env.local',
  'web/vite.config.ts',
])

export const copies: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      'COPY . .',
      'COPY src ./src',
      'COPY .env ./',
      'COPY api/.env ./api/',
      'COPY certs/ca.pem /etc/',
      'RUN git describe',
      'RUN pip install .',
      'RUN uv sync',
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((lines) => ['FROM python:3.13-slim-trixie', 'WORKDIR /app', ...lines].join('\n'))
