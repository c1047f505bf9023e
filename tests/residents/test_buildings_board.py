import pytest
from django.urls import reverse

from lib.periods import today
from lib.scope import scope_of
from residents.boards import boards_of
from residents.models import Membership
from tests import factories
from tests.residents.world import MARK


def shape(boards) -> list[tuple[str, list[tuple[int | None, list[str]]]]]:
    return [
        (
            board.stairwell,
            [(f.number, [r.room_no if r else "" for r in f.rooms]) for f in board.floors],
        )
        for board in boards
    ]


def test_floors_stand_as_in_the_building(world):
    for room in ("502", "101", "1002"):
        factories.make_dwelling(world.own.stairwell, room_no=room)

    boards = boards_of(world.own.building, scope_of(world.site_staff().pk, today()), today())

    assert shape(boards) == [
        ("1", [(1, ["101"])]),
        ("2", [(10, ["1002", ""]), (5, ["501", "502"]), (1, ["101", ""])]),
    ]


def test_a_row_of_many_houses_is_not_a_table(world, signed_in):
    row = factories.make_stairwell(factories.make_building(world.own.site), kind="row")
    for number in range(1, 21):
        factories.make_dwelling(row, room_no=str(number))
    client = signed_in(world.site_staff())

    response = client.get(reverse("building_board", args=[row.building_id]))

    (board,) = response.context["boards"]
    assert (board.is_row, board.is_wide, board.floors[0].number) == (True, True, None)
    assert [room.room_no for room in board.floors[0].rooms] == [str(n) for n in range(1, 21)]
    assert "<table" not in response.text


def test_a_cell_shows_room_family_and_need(world, signed_in):
    Membership.objects.filter(person=world.own.head).update(is_head=False)
    client = signed_in(world.site_staff())

    response = client.get(reverse("building_board", args=[world.own.building.pk]))

    rooms = {
        room.room_no: room
        for board in response.context["boards"]
        for floor in board.floors
        for room in floor.rooms
    }
    assert (rooms["101"].family, rooms["101"].size, rooms["101"].lacks_head) == ("李", 1, False)
    assert (rooms["501"].family, rooms["501"].size, rooms["501"].lacks_head) == ("", 2, True)
    assert "no head" in response.text


def test_a_cell_shows_what_the_family_lacks_in_the_net(world, signed_in):
    factories.make_contact_pair(world.own.household)
    factories.make_joint_unit(world.own.grid, world.own.dwelling)
    client = signed_in(world.site_staff())

    response = client.get(reverse("building_board", args=[world.own.building.pk]))

    rooms = {
        room.room_no: room.gaps
        for board in response.context["boards"]
        for floor in board.floors
        for room in floor.rooms
    }
    assert rooms == {
        "501": ("no building head", "no party group"),
        "101": ("no grid", "no joint-household unit", "no contact cadre"),
    }
    assert "no party group" in response.text


def test_a_grid_leader_sees_his_stairwells_only(world, signed_in):
    client = signed_in(world.grid_leader())

    board = client.get(reverse("building_board", args=[world.own.building.pk]))
    buildings = client.get(reverse("building_list"))

    assert [b.stairwell for b in board.context["boards"]] == ["2"]
    assert [(b.dwelling_count, b.lived_in_count) for b in buildings.context["page"].rows] == [
        (1, 1)
    ]
    assert MARK not in board.text + buildings.text


@pytest.mark.parametrize("who", ["leader", "business_auditor", "shopkeeper"])
def test_who_sees_no_rooms_sees_no_board(world, signed_in, who):
    client = signed_in(getattr(world, who)())

    assert client.get(reverse("building_list")).status_code == 403
    response = client.get(reverse("building_board", args=[world.own.building.pk]))
    assert response.status_code == 403
    assert "501" not in response.text


def test_a_building_of_another_site_is_not_found(world, signed_in):
    response = signed_in(world.site_staff()).get(
        reverse("building_board", args=[world.other.building.pk])
    )

    assert response.status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_board_take_the_same_queries(db, signed_in, django_assert_num_queries, rows):
    site = factories.make_site()
    for _ in range(rows):
        stairwell = factories.make_stairwell(factories.make_building(site))
        for _ in range(rows):
            factories.make_household(dwelling=factories.make_dwelling(stairwell))
    client = signed_in(factories.make_site_staff(site))

    client.get(reverse("building_list"))

    with django_assert_num_queries(8):
        client.get(reverse("building_list"))
    # One of them asks what the families lack in the net.
    with django_assert_num_queries(12):
        client.get(reverse("building_board", args=[stairwell.building_id]))
