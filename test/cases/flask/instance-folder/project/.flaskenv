FLASK_APP=ledger.web:create_app
FLASK_RUN_PORT=5050
