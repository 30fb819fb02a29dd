from flask import current_app

target = current_app.extensions["migrate"].db
