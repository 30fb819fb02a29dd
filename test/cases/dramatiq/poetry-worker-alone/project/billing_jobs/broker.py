import os

import dramatiq
from dramatiq.brokers.redis import RedisBroker

broker = RedisBroker(url=os.environ["DRAMATIQ_BROKER_URL"])
dramatiq.set_broker(broker)
