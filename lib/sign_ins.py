"""The sign-ins that the demonstration shows on its sign-in page; empty in a real installation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """A user of the demonstration; `post` is the label of what he is, lazily translated."""

    username: str
    password: str
    post: object


_sign_ins: list[DemoSignIn] = []


def register_sign_ins(sign_ins: list[DemoSignIn]) -> None:
    """Names the demonstration's users; called from AppConfig.ready of `demo`."""
    _sign_ins[:] = sign_ins


def demo_sign_ins() -> list[DemoSignIn]:
    """The registered users, in the order of the roles."""
    return list(_sign_ins)
