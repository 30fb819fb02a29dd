import os

from flask import Flask, jsonify
from redis import Redis
from rq import Queue

from jobs.work import resize

server = Flask(__name__)
queue = Queue("pictures", connection=Redis.from_url(os.environ.get("REDIS_URL", "redis://localhost:6379/0")))


@server.get("/health")
def health():
    return jsonify(status="ok")


@server.post("/pictures")
def add():
    return jsonify(id=queue.enqueue(resize, "cat.png").id), 202
