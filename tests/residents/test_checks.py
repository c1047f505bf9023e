from lib.periods import today
from lib.scope import scope_of
from residents.checks import households_without_head, work_on_register
from tests import factories


def test_a_household_without_a_head_is_named_by_its_site(world):
    factories.make_household(world.own.site, head=None)

    assert list(households_without_head()) == ["平阳安置点: 1 households without a head"]


def test_it_waits_for_whoever_may_correct(world):
    factories.make_household(world.own.site, head=None)
    factories.make_household(world.other.site, head=None)

    def waiting(user) -> list[tuple[int, str]]:
        items = work_on_register(scope_of(user.pk, today()))
        return [(item.count, item.url) for item in items]

    assert waiting(world.site_staff()) == [(1, "/households/?without_head=on")]
    assert waiting(world.county_staff()) == [(2, "/households/?without_head=on")]
    assert waiting(world.leader()) == []
