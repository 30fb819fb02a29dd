import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A page and the API behind it, in two folders: what each of them sees of a client, events one by one, a socket. */
const files: Readonly<Record<string, string>> = {
  'api/.python-version': '3.13\n',
  'api/requirements.txt': 'fastapi==0.142.1\nuvicorn==0.54.0\nwebsockets==16.0\n',
  'api/main.py': `import asyncio

from fastapi import FastAPI, Request, WebSocket
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/health")
def health():
    return {"status": "ok"}


@app.get("/seen")
def seen(request: Request):
    return {"client": request.client.host, "scheme": request.url.scheme}


@app.get("/events")
def events():
    async def one_by_one():
        for number in range(3):
            yield f"data: {number}\\n\\n"
            await asyncio.sleep(1)

    return StreamingResponse(one_by_one(), media_type="text/event-stream")


@app.websocket("/echo")
async def echo(socket: WebSocket):
    await socket.accept()
    await socket.send_text(await socket.receive_text())
    await socket.close()
`,
  'web/.python-version': '3.13\n',
  'web/requirements.txt': 'flask==3.1.2\n',
  'web/app.py': `import os
import urllib.request

from flask import Flask, render_template, request

app = Flask(__name__)
api = os.environ.get("API_URL", "http://localhost:8000")


@app.get("/")
def index():
    with urllib.request.urlopen(f"{api}/health") as answer:
        return render_template("index.html", scheme=request.scheme, api=answer.read().decode())


@app.get("/healthz")
def healthz():
    return "ok"
`,
  'web/templates/index.html': '<h1>Shop</h1><p>{{ scheme }} {{ api | safe }}</p>\n',
}

export function writeProxyProject(dir: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
}
