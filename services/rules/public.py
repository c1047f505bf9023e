"""Who opens the public page of a site; filing and asking there needs no account."""

from lib.access import HeldBy
from lib.scope import Role

can_keep_public_page = HeldBy(frozenset({Role.SITE_STAFF}), site="pk")
