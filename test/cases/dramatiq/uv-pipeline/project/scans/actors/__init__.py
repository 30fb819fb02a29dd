import os

import dramatiq
from dramatiq.brokers.rabbitmq import RabbitmqBroker

dramatiq.set_broker(RabbitmqBroker(url=os.environ.get("RABBITMQ_URL", "amqp://guest:guest@localhost:5672")))

from scans.actors.read import read  # noqa: E402, F401
from scans.actors.resize import resize  # noqa: E402, F401
