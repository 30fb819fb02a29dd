from confluent_kafka import Consumer

import settings
from store import keep

consumer = Consumer({"bootstrap.servers": settings.KAFKA_BOOTSTRAP_SERVERS, "group.id": settings.GROUP})
consumer.subscribe([settings.TOPIC])

while True:
    message = consumer.poll(1.0)
    if message is not None and message.error() is None:
        keep(message.value())
