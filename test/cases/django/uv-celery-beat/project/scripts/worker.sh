#!/bin/sh
exec celery -A reminders worker -l info -Q celery,mail
