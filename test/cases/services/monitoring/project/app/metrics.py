from prometheus_fastapi_instrumentator import Instrumentator

instrumentator = Instrumentator()
