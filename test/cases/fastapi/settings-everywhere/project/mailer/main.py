import os
from fastapi import FastAPI
from mailer.config import Settings

settings = Settings()
app = FastAPI(debug=os.getenv("APP_DEBUG", "false") == "true")


@app.get("/health")
def health():
    return {}
