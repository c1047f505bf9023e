"""Masked forms of personal values; pages show these until a reveal is asked for and logged."""


def mask_identity_number(number: str) -> str:
    """`520699********1234`: area prefix and the last four stay."""
    return (
        f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"
        if len(number) > 10
        else "*" * len(number)
    )


def mask_phone(phone: str) -> str:
    """`139****1234`; short numbers keep only the last two digits."""
    if len(phone) >= 10:
        return f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}"
    return f"{'*' * max(len(phone) - 2, 0)}{phone[-2:]}"


def mask_address(address: str, keep: int) -> str:
    """The first `keep` characters of an address, the rest as stars."""
    return address if len(address) <= keep else f"{address[:keep]}****"
