"""Placeholder until the roster reader's version lands."""


def name_keys(name: str) -> tuple[str, str]:
    return "", ""
