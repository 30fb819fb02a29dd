import fastapi

application = fastapi.FastAPI()


@application.get("/ping")
def ping():
    return "pong"
