def export(table: str) -> str:
    return f"{table}.csv"
