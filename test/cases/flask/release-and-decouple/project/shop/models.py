from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
migrate = Migrate()


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
