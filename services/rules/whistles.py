"""Who switches whistle and report on; its deeds stand with those of requests."""

from lib.access import HeldBy
from lib.scope import Role

can_switch_whistle = HeldBy(frozenset({Role.SITE_STAFF}), site="pk")
