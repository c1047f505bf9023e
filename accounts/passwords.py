"""Password rules of the classified-protection settings: three kinds of characters, no reuse."""

import string

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import FormerPassword, User

KINDS = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
LEAST_KINDS = 3


class ThreeKindsValidator:
    """At least three of: small letters, capital letters, digits, other characters."""

    def validate(self, password: str, user: User | None = None) -> None:
        kinds = sum(any(character in kind for character in password) for kind in KINDS)
        kinds += any(character not in "".join(KINDS) for character in password)
        if kinds < LEAST_KINDS:
            raise ValidationError(
                ngettext(
                    "The password has %(kinds)s kind of characters; it needs three of: small "
                    "letters, capital letters, digits, other characters.",
                    "The password has %(kinds)s kinds of characters; it needs three of: small "
                    "letters, capital letters, digits, other characters.",
                    kinds,
                )
                % {"kinds": kinds},
                code="password_too_few_kinds",
            )

    def get_help_text(self) -> str:
        return _("It holds three of: small letters, capital letters, digits, other characters.")


class NotUsedBeforeValidator:
    """The last passwords, the current one among them, may not be used again."""

    def __init__(self, last: int = 5) -> None:
        self.last = last

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        if any(check_password(password, former) for former in self._former(user)):
            raise ValidationError(
                _("This password was used before. Choose one that is none of the last %(last)s.")
                % {"last": self.last},
                code="password_used_before",
            )

    def password_changed(self, password: str, user: User | None = None) -> None:
        """Django calls this when a user with a new password has been saved."""
        if user is None or user.pk is None:
            return
        FormerPassword.objects.create(user=user, password=user.password)
        former = FormerPassword.objects.filter(user=user).order_by("-id")
        older = list(former.values_list("id", flat=True)[self.last :])
        FormerPassword.objects.filter(id__in=older).delete()

    def get_help_text(self) -> str:
        return _("It is none of your last %(last)s passwords.") % {"last": self.last}

    def _former(self, user: User) -> list[str]:
        """Hashes, newest first; that of the row itself covers users made without `save`."""
        current = User.objects.filter(pk=user.pk).values_list("password", flat=True)
        former = FormerPassword.objects.filter(user=user).order_by("-id")
        earlier = former.values_list("password", flat=True)[: self.last]
        return list(dict.fromkeys([*current, *earlier]))
