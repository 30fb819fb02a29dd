import os

import pika
from flask import Flask

app = Flask(__name__)


@app.get("/health")
def health():
    return {"status": "ok"}


# For the shop's own page, not for Prometheus.
@app.get("/api/metrics")
def metrics():
    return {"orders": 3}


@app.post("/orders")
def order():
    connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
    connection.channel().basic_publish("", "orders", b"1")
    return {}
