import time

from acme.greeter import hello


def main() -> None:
    while True:
        print(hello())
        time.sleep(60)
