"""Nothing that was typed into a form of the master data is lost: not by a race, not by a time-out."""

from django.http import QueryDict

from accounts.actions.drafts import keep_draft
from accounts.models import AccessEvent, User
from grids.models import Grid
from sites.models import Building
from tests.admin.test_admin_pages import OFFICE, A, S, address

REFUSED = 200  # a form shown again with its sentences


def typed(client, path: str, **fields: object) -> None:
    """What the idle time-out keeps of a form that was sent too late."""
    query = QueryDict(mutable=True)
    for name, value in fields.items():
        query.setlist(name, value if isinstance(value, list) else [str(value)])
    actor = User.objects.get(pk=client.session["_auth_user_id"])
    assert keep_draft(actor=actor, form=path, typed=query)


def test_a_lost_race_shows_the_form_again_with_all_that_was_typed(world, sign_in, monkeypatch):
    own = world.own
    # The look before the leap found the number free; another's row came in between.
    monkeypatch.setattr(Building, "validate_unique", lambda *args, **kwargs: None)
    monkeypatch.setattr(Building, "validate_constraints", lambda *args, **kwargs: None)

    answer = sign_in(S).post(
        address("sites.building", "add"),
        {"site": own.site.pk, "community": own.community.pk, "name": own.building.name,
         "floors": "17"},
    )  # fmt: skip

    form = answer.context["adminform"].form
    assert answer.status_code == REFUSED
    assert form["floors"].value() == "17"
    assert form.non_field_errors()
    assert Building.objects.filter(site=own.site).count() == 1


def test_a_new_row_typed_before_the_time_out_is_filled_in_and_not_stored(world, sign_in):
    own, client, adding = world.own, sign_in(S), address("sites.building", "add")
    values = {"site": own.site.pk, "community": own.community.pk, "name": "77", "floors": "17"}
    typed(client, adding, **values)

    page = client.get(adding)

    form = page.context["adminform"].form
    assert [form[name].value() for name in ("name", "floors")] == ["77", "17"]
    assert not Building.objects.filter(name="77").exists()
    assert client.post(adding, values).status_code == 302
    assert client.get(adding).context["adminform"].form["name"].value() is None


def test_a_change_typed_before_the_time_out_is_filled_in_over_the_stored_row(world, sign_in):
    own, client = world.own, sign_in(OFFICE)
    changing = address("grids.grid", "change", own.grid)
    typed(client, changing, code="X9", name="新网格", valid_from="2024-01-01", chosen_stairwells=[])

    page = client.get(changing)

    form = page.context["adminform"].form
    assert [form[name].value() for name in ("code", "name")] == ["X9", "新网格"]
    assert form["chosen_stairwells"].value() == []
    assert not Grid.objects.filter(code="X9").exists()


def test_a_password_is_not_kept_and_the_look_is_logged_all_the_same(world, sign_in):
    client, holder = sign_in(A), world.own.posting.holder
    changing = address("accounts.user", "change", holder)
    typed(client, changing, username=holder.username, name="新名", first_password="Abcdefgh-2345")

    page = client.get(changing)

    assert page.context["adminform"].form["name"].value() == "新名"
    assert "Abcdefgh-2345" not in page.content.decode()
    assert AccessEvent.objects.filter(row_id=holder.pk).exists()
