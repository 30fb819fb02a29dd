def price(grams: int) -> int:
    """In cents: a base fee, and one for each hundred grams begun."""
    return 350 + 20 * -(-grams // 100)
