from fastapi import FastAPI
from redis import Redis

cache = Redis(host="localhost")
app = FastAPI()


@app.get("/api/status")
def status():
    return {}
