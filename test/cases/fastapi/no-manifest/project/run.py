"""Thumbnails of what is uploaded. Needs `import antigravity` only in this sentence."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import cv2
import yaml
from fastapi import FastAPI, UploadFile
from google.cloud import storage

from tools import resize

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

try:
    import orjson as json
except ImportError:
    import json

if sys.platform == "win32":
    import win32api

settings = yaml.safe_load(os.environ.get("SETTINGS", "{}"))
server = FastAPI()


@server.get("/healthz")
def healthz() -> dict:
    return {"ok": True}


@server.post("/thumbnails")
async def thumbnail(file: UploadFile) -> dict:
    picture = resize.smaller(await file.read())
    storage.Client().bucket("thumbnails").blob(file.filename).upload_from_string(cv2.imencode(".png", picture)[1].tobytes())
    return {"size": picture.shape}
