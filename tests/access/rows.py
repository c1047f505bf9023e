"""What rows of the access table are written with: places, and marks by method."""

ANY = "any"  # the address carries no object
OWN, OWN_SITE_OTHER_GRID, OTHER = "own grid", "own site, other grid", "other site"
PLACES = (OWN, OWN_SITE_OTHER_GRID, OTHER)
NOBODY_GET = "m m m m m m m m m m m m m x s"


def rows(name: str, methods: dict[str, tuple[str, ...]]) -> dict[tuple[str, str, str], str]:
    """Marks by method: one for an address without an object, three for the three places."""
    table = {}
    for method, marks in methods.items():
        places = (ANY,) if len(marks) == 1 else PLACES
        for place, mark in zip(places, marks, strict=True):
            table[name, method, place] = mark
    return table


def read_only(name: str, *marks: str) -> dict[tuple[str, str, str], str]:
    """GET as told, POST refused as a method wherever GET would be answered or forbidden."""
    posts = tuple(NOBODY_GET for _ in marks)
    return rows(name, {"GET": marks, "POST": posts})


def post_only(name: str, *marks: str) -> dict[tuple[str, str, str], str]:
    gets = tuple(NOBODY_GET for _ in marks)
    return rows(name, {"GET": gets, "POST": marks})
