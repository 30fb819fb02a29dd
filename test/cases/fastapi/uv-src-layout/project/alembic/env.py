from ledger.settings import settings

URL = settings.database_url
