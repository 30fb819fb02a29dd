#!/bin/sh
exec celery -A reminders beat -l info
