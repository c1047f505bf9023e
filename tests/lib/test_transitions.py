"""A machine says where a move leads, and refuses every other with what is possible instead."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import override

from lib.transitions import Machine, document


class Lamp(TextChoices):
    OFF = "off", "off"
    ON = "on", "on"
    BROKEN = "broken", "broken"


class Switch(TextChoices):
    PRESS = "press", "press"
    DROP = "drop", "drop"


LAMP = Machine(
    name="lamp",
    title="Lamp",
    states=Lamp,
    actions=Switch,
    start=Lamp.OFF,
    moves={
        Switch.PRESS: {Lamp.OFF: Lamp.ON, Lamp.ON: Lamp.OFF},
        Switch.DROP: {Lamp.ON: Lamp.BROKEN},
    },
)


def test_a_move_leads_where_the_table_says():
    assert LAMP.next_state(Lamp.ON, Switch.PRESS) == Lamp.OFF
    assert LAMP.moves_from(Lamp.ON) == [Switch.PRESS, Switch.DROP]


@pytest.mark.parametrize(
    ("state", "action", "sentence"),
    [
        (Lamp.OFF, Switch.DROP, "“drop” is not possible while it is “off”. Possible now: press."),
        (Lamp.BROKEN, Switch.PRESS, "“press” is not possible: it is already “broken”."),
    ],
)
def test_a_move_outside_the_table_is_refused_with_what_is_possible(state, action, sentence):
    with override("en"), pytest.raises(ValidationError) as refused:
        LAMP.next_state(state, action)

    assert refused.value.messages == [sentence]


def test_the_diagram_shows_start_moves_and_ends():
    assert LAMP.diagram().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> off",
        "    off: off",
        "    on: on",
        "    broken: broken",
        "    off --> on: press",
        "    on --> off: press",
        "    on --> broken: drop",
        "    broken --> [*]",
    ]


def test_the_document_shows_the_machines_as_they_are(settings):
    with override("en"):
        assert document() == (settings.BASE_DIR / "docs" / "states.md").read_text(), (
            "run manage.py state_diagrams"
        )
