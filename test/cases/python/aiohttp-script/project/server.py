from aiohttp import web


async def health(request):
    return web.json_response({"status": "ok"})


def make_app():
    app = web.Application()
    app.router.add_get("/healthz", health)
    return app


if __name__ == "__main__":
    web.run_app(make_app(), port=8081)
