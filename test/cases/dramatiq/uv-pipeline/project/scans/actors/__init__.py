from scans.actors.resize import resize  # noqa: F401
from scans.actors.read import read  # noqa: F401
