from fastapi import FastAPI

server = FastAPI()


@server.get("/healthz")
def healthz():
    return "ok"
