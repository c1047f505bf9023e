"""How somebody likes the pages; his own row, nothing of it is audited."""

from accounts.models import User


def set_large_type(*, actor: User, large: bool) -> None:
    User.objects.filter(pk=actor.pk).update(large_type=large)


def set_user_language(*, actor: User, language: str) -> None:
    User.objects.filter(pk=actor.pk).update(language=language)


def mark_first_steps_seen(*, actor: User) -> None:
    User.objects.filter(pk=actor.pk, seen_first_steps=False).update(seen_first_steps=True)
