from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route


async def health(request):
    return JSONResponse({"status": "ok"})


async def status(request):
    return JSONResponse({"status": "inside"})


app = Starlette(
    routes=[
        Route("/health", health),
        Mount("/inner", routes=[Route("/status", status)]),
    ]
)
