"""The words of a post's code, whichever table it is of."""

from lib.posts import post_tables


def post_label(code: str) -> str:
    """The name of a post; the code itself where no table knows it."""
    for table in post_tables():
        labels = dict(table.posts)
        if code in labels:
            return str(labels[code])
    return code
