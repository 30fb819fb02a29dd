import os
from pathlib import Path


def either(name: str) -> str:
    """The variable, or the file that <name>_FILE names."""
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text().strip() if path else os.environ[name]


JWT_SECRET = Path(os.environ["JWT_SECRET_FILE"]).read_text().strip()
DB_PASSWORD = Path(os.getenv("DB_PASSWORD_FILE", "/run/secrets/db_password")).read_text().strip()
SESSION_SECRET = either("SESSION_SECRET")
PAYMENT_API_KEY = either("PAYMENT_API_KEY")
REGION = either("REGION")

# Paths of files that are no secret of ours to make.
TLS_PRIVATE_KEY_FILE = os.getenv("TLS_PRIVATE_KEY_FILE")
TOKEN_FILE = os.getenv("TOKEN_FILE", "token.json")
