"""Which function records which kind of life event."""

from collections.abc import Callable

from residents.actions.life_events import households, members
from residents.enums import LifeEventKind
from residents.models import LifeEvent

DEEDS: dict[str, Callable[..., LifeEvent]] = {
    LifeEventKind.BIRTH: members.birth,
    LifeEventKind.DEATH: members.death,
    LifeEventKind.MARRIAGE_IN: members.marriage_in,
    LifeEventKind.JOIN: members.join_relatives,
    LifeEventKind.MARRIAGE_OUT: members.marriage_out,
    LifeEventKind.SPLIT: households.split,
    LifeEventKind.MERGE: households.merge,
    LifeEventKind.MOVE: households.move,
    LifeEventKind.OTHER_SITE: households.other_site,
    LifeEventKind.OUT: households.out,
    LifeEventKind.ABSENCE: members.absence,
    LifeEventKind.RETURN: members.come_back,
    LifeEventKind.HEAD: members.head,
    LifeEventKind.HUKOU: households.hukou,
}
