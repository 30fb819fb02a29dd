#!/bin/sh
set -e
python manage.py migrate --noinput
exec gunicorn reminders.asgi:application -k uvicorn_worker.UvicornWorker --bind 0.0.0.0:8080
