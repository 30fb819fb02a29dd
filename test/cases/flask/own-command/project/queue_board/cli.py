import click
from flask import Flask
from redis import Redis


def make_app(redis_url, prefix):
    app = Flask(__name__)
    app.redis = Redis.from_url(redis_url)

    @app.route(f"{prefix}/")
    def board():
        return {"queues": app.redis.scard("queues")}

    return app


@click.command()
@click.option("-b", "--bind", default="127.0.0.1")
@click.option("-p", "--port", default=9181, type=int)
@click.option("--redis-url", default="redis://localhost:6379", envvar="REDIS_URL")
@click.option("--prefix", default="")
def main(bind, port, redis_url, prefix):
    app = make_app(redis_url, prefix)
    app.run(host=bind, port=port)


if __name__ == "__main__":
    main()
