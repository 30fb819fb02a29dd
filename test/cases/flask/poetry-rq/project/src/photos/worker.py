import os

from redis import Redis
from rq import Queue, Worker

connection = Redis.from_url(os.environ["REDIS_URL"])


def main() -> None:
    Worker([Queue("thumbnails", connection=connection), Queue("default", connection=connection)], connection=connection).work()


if __name__ == "__main__":
    main()
