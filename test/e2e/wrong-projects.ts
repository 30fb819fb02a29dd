/** A small project that works, though something mechanical is wrong with its Docker file. */
export interface WrongProject {
  name: string
  files: Readonly<Record<string, string>>
  /** The port that it answers on at `/`; null: it says something and ends. */
  port: number | null
  /** What is mended, each by its rule. */
  mends: readonly string[]
}

const pythonServer = `import http.server, os
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        text = (os.environ.get("GREETING", "none") + " " + os.getcwd()).encode()
        self.send_response(200); self.send_header("Content-Length", str(len(text))); self.end_headers(); self.wfile.write(text)
    def log_message(self, *args): pass
http.server.ThreadingHTTPServer(("0.0.0.0", 8000), Answer).serve_forever()
`
const nodeServer = `const { createServer } = require('node:http')
createServer((_, answer) => answer.end([process.env.GREETING, process.cwd(), process.argv.length].join(' '))).listen(3000, '0.0.0.0')
`
const lock = (name: string): string => JSON.stringify({ name, version: '1.0.0', lockfileVersion: 3, packages: { '': { name, version: '1.0.0' } } })

export const wrongProjects: readonly WrongProject[] = [
  {
    name: 'plain-python',
    files: {
      'server.py': pythonServer,
      Dockerfile: `FROM python:3.13-slim-trixie
MAINTAINER Zoë Doe <zoe@example.com>
WORKDIR /srv
ENV GREETING hello  there, "you"
ENV OTHER  two  words
ADD server.py /srv/
USER 10001
HEALTHCHECK CMD python -c "import urllib.request as u; u.urlopen('http://localhost:8000/')"
CMD python server.py
`,
    },
    port: 8000,
    mends: ['df/add-instead-of-copy', 'df/healthcheck-start-period', 'df/legacy-env', 'df/maintainer', 'df/shell-form-cmd'],
  },
  {
    name: 'flask-pip',
    files: {
      'requirements.txt': 'flask==3.1.2\n',
      'app.py':
        'import os, flask\napp = flask.Flask(__name__)\n@app.get("/")\ndef home(): return f"{flask.__name__} {os.getuid()}"\napp.run("0.0.0.0", 8000)\n',
      Dockerfile: `FROM python:3.13-slim-trixie
WORKDIR /app
COPY requirements.txt .
RUN python -m pip install \\
    # what the app needs
    -r requirements.txt
ADD app.py .
USER 10001
CMD python app.py
`,
    },
    port: 8000,
    mends: ['df/add-instead-of-copy', 'df/shell-form-cmd', 'df/uv-no-cache-mount'],
  },
  {
    name: 'node-npm',
    files: {
      'package.json': '{"name": "node-npm", "version": "1.0.0"}',
      'package-lock.json': lock('node-npm'),
      'server.js': nodeServer,
      Dockerfile: `FROM node:24-trixie-slim
WORKDIR /app
ENV GREETING=hello
COPY package.json package-lock.json ./
RUN npm install --omit=dev
COPY server.js ./
USER node
HEALTHCHECK CMD node -e "fetch('http://localhost:3000/')"
CMD node server.js one two
`,
    },
    port: 3000,
    mends: ['df/healthcheck-localhost', 'df/healthcheck-start-period', 'df/npm-install', 'df/shell-form-cmd'],
  },
  {
    name: 'node-stages',
    files: {
      'package.json': '{"name": "node-stages", "version": "1.0.0"}',
      'package-lock.json': lock('node-stages'),
      'src/server.js': nodeServer,
      Dockerfile: `FROM node:24-trixie-slim as build
WORKDIR /app
COPY package*.json ./
RUN npm i && mkdir out
ADD src ./src
RUN cp src/server.js out/

from node:24-trixie-slim
WORKDIR /app
LABEL what a server of few words
ENV GREETING hello
COPY --from=build /app/out ./
USER node
CMD ["node", "none.js"]
CMD ["node", "server.js"]
`,
    },
    port: 3000,
    mends: ['df/add-instead-of-copy', 'df/legacy-env', 'df/multiple-cmd', 'df/npm-install', 'df/stage-names'],
  },
  {
    name: 'uv-virtual',
    files: {
      'pyproject.toml': '[project]\nname = "tool"\nversion = "0.1.0"\nrequires-python = ">=3.13"\n',
      'uv.lock': 'version = 1\nrevision = 3\nrequires-python = ">=3.13"\n\n[[package]]\nname = "tool"\nversion = "0.1.0"\nsource = { virtual = "." }\n',
      'main.py': 'import os, sys\nprint(sys.prefix, os.environ["GREETING"], os.getuid())\n',
      Dockerfile: `FROM python:3.13-slim-trixie
COPY --from=ghcr.io/astral-sh/uv:0.12.5 /uv /usr/local/bin/
WORKDIR /app
ENV UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=0
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv uv sync --frozen --no-dev
ENV PATH=/app/.venv/bin:$PATH
ENV GREETING a value of $UV_LINK_MODE words
COPY main.py .
USER 10001
CMD ["python", "main.py"]
`,
    },
    port: null,
    mends: ['df/legacy-env', 'df/uv-frozen'],
  },
  {
    name: 'apt-tool',
    files: {
      Dockerfile: `FROM debian:trixie-slim
RUN apt update \\
    && apt install \\
      # the smallest there is
      -y tini
USER 10001
CMD ["tini", "--version"]
`,
    },
    port: null,
    mends: ['df/apt-instead-of-apt-get', 'df/apt-lists'],
  },
  {
    name: 'apt-asks',
    files: {
      Dockerfile: `FROM debian:trixie-slim
RUN sh -c "apt-get update && apt-get install --no-install-recommends tini"; rm -rf /var/lib/apt/lists/*
USER 10001
CMD ["sh", "-c", "command -v tini; ls /var/lib/apt/lists"]
`,
    },
    port: null,
    mends: ['df/apt-no-y'],
  },
  {
    name: 'other-escape',
    files: {
      'server.py': pythonServer,
      Dockerfile: `# escape=\`
FROM python:3.13-slim-trixie
RUN apt-get update \`
    && apt-get install -y --no-install-recommends tini
WORKDIR C:\\srv
WORKDIR /srv
ENV GREETING hello
ADD server.py .
USER 10001
CMD python server.py
`,
    },
    port: 8000,
    mends: ['df/add-instead-of-copy', 'df/apt-lists', 'df/legacy-env', 'df/shell-form-cmd'],
  },
  {
    name: 'windows-lines',
    files: {
      'server.py': pythonServer,
      Dockerfile: [
        'FROM python:3.13-slim-trixie AS base',
        'WORKDIR /srv',
        'ENV GREETING hello',
        'FROM base as run',
        'RUN <<EOF',
        'apt-get update',
        'apt install -y --no-install-recommends tini',
        'rm -rf /var/lib/apt/lists/*',
        'EOF',
        'ADD server.py ./',
        'USER 10001',
        'HEALTHCHECK CMD ["true"]',
        'HEALTHCHECK --start-period=2s CMD ["python", "-c", "import urllib.request as u; u.urlopen(\'http://localhost:8000/\')"]',
        'CMD ["python", "server.py"]',
        '',
      ].join('\r\n'),
    },
    port: 8000,
    mends: ['df/add-instead-of-copy', 'df/apt-instead-of-apt-get', 'df/healthcheck-start-period', 'df/legacy-env', 'df/multiple-cmd', 'df/stage-names'],
  },
  {
    name: 'static-pages',
    files: {
      'site/index.html': '<h1>hello</h1>\n',
      Dockerfile: `FROM nginxinc/nginx-unprivileged:1.30-alpine
LABEL org.example.what pages and nothing else
ADD --chown=101:101 site /usr/share/nginx/html
EXPOSE 8080
`,
    },
    port: 8080,
    mends: ['df/add-instead-of-copy', 'df/legacy-env'],
  },
]
