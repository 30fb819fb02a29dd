from acme import greeting
from kafka import KafkaConsumer


def main() -> None:
    for message in KafkaConsumer("orders"):
        print(greeting.hello(), message)
