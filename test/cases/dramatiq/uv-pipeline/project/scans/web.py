from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from scans.actors import resize


async def health(request):
    return JSONResponse({"status": "ok"})


async def add(request):
    resize.send("a.png")
    return JSONResponse({}, status_code=202)


app = Starlette(routes=[Route("/health", health), Route("/scans", add, methods=["POST"])])
