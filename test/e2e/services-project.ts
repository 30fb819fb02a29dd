import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A program that reaches five services, each by what its environment says, and writes or reads one thing in each. */
const files: Readonly<Record<string, string>> = {
  'requirements.txt': `fastapi==0.128.0
uvicorn==0.40.0
sqlalchemy==2.0.45
pymysql==1.1.2
redis==7.1.0
pika==1.3.2
pymemcache==4.0.0
nats-py==2.12.0
`,
  'main.py': `from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
def health():
    return {"status": "ok"}
`,
  'reach.py': `import asyncio
import os
import sys

import nats
import pika
import redis
from pymemcache.client.base import Client
from sqlalchemy import create_engine, text

WRITES = sys.argv[1] == "write"


def mariadb():
    engine = create_engine(os.environ["DATABASE_URL"])
    with engine.begin() as connection:
        if WRITES:
            connection.execute(text("create table words (word varchar(20))"))
            connection.execute(text("insert into words values ('kept')"))
        return connection.execute(text("select word from words")).scalar_one()


def rabbitmq():
    channel = pika.BlockingConnection(pika.URLParameters(os.environ["CELERY_BROKER_URL"])).channel()
    channel.queue_declare("words", durable=True)
    if WRITES:
        channel.basic_publish("", "words", b"kept", pika.BasicProperties(delivery_mode=2))
        return "kept"
    return channel.basic_get("words", auto_ack=True)[2].decode()


async def jetstream():
    client = await nats.connect(os.environ["NATS_SERVERS"])
    stream = client.jetstream()
    if WRITES:
        await stream.add_stream(name="words", subjects=["words"])
        await stream.publish("words", b"kept")
    found = (await stream.get_last_msg("words", "words")).data.decode()
    await client.close()
    return found


def valkey():
    client = redis.Redis.from_url(os.environ["CACHE_URL"])
    client.set("word", "fleeting")
    return client.get("word").decode()


def memcached():
    client = Client(os.environ["MEMCACHED_SERVERS"])
    client.set("word", "fleeting")
    return client.get("word").decode()


print("mariadb", mariadb())
print("rabbitmq", rabbitmq())
print("nats", asyncio.run(jetstream()))
print("valkey", valkey())
print("memcached", memcached())
`,
}

export function writeServicesProject(dir: string): void {
  mkdirSync(dir, { recursive: true })
  for (const [path, text] of Object.entries(files)) writeFileSync(join(dir, path), text)
}

/** What the program says where it reached them all. */
export const reached = ['mariadb kept', 'rabbitmq kept', 'nats kept', 'valkey fleeting', 'memcached fleeting']
