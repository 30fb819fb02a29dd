from fastapi import FastAPI

from .status import router


def build() -> FastAPI:
    service = FastAPI()
    service.include_router(router, prefix="/internal")
    return service
