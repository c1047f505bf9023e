"""The comparison of lists: upload, see, take out; the list is never stored."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.events import address_of
from lib.access import needs
from lib.spreadsheets import UnreadableFile
from lib.workbook import write_workbook
from residents.actions.looking import note_comparison
from residents.comparisons import (
    Compared,
    compare,
    comparison_sheet,
    counts_of,
    missing_from,
    missing_sheet,
)
from residents.facts import in_words
from residents.forms.comparisons import ComparisonForm
from residents.models import Person
from residents.roster.lists import PersonList, read_list
from residents.rules import can_compare_lists
from residents.sight import Sight, sight_of

# More rows of one result than this nobody reads on a page; the file holds all.
SHOWN = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_compare_lists)
def comparison(request: HttpRequest) -> HttpResponse:
    """Asks for a list and compares it, on the page or as a file; every run is logged."""
    form = ComparisonForm(request.POST or None, request.FILES or None, scope=request.scope)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            listed = read_list(file.read(), file.name)
        except UnreadableFile as error:
            form.add_error("file", str(error))
            return render(request, "residents/comparison.html", context)
        rows = compare(listed, request.scope)
        site = form.cleaned_data["site"]
        missing = list(missing_from(rows, request.scope, site)) if site else []
        taken_out = "take_out" in request.POST
        note_comparison(
            actor=request.user,
            rows=sum(row.person is not None for row in rows) + len(missing),
            columns=[column.name for column in form.chosen()],
            reason=form.cleaned_data["reason"],
            taken_out=taken_out,
            address=address_of(request),
        )
        sight = sight_of(request.scope)
        if taken_out:
            return _file(request, form, listed, rows, missing, sight)
        context |= {"columns": form.chosen(), "number": len(rows), "counts": counts_of(rows)}
        context["groups"] = _groups(form, rows, sight)
        context |= {"site": site, "missing": _lines(form, missing[:SHOWN], sight)}
        context |= {"missing_number": len(missing), "missing_more": max(len(missing) - SHOWN, 0)}
    return render(request, "residents/comparison.html", context)


def _groups(form: ComparisonForm, rows: list[Compared], sight: Sight) -> list[dict[str, Any]]:
    """The rows by result, each with the register's cells and a link to the person."""
    groups = []
    for result, label, number in counts_of(rows):
        first = [row for row in rows if row.result == result][:SHOWN]
        lines = [
            {
                "row": row,
                "url": reverse("person_detail", args=[row.person.pk]) if row.person else "",
                "cells": [
                    in_words(column.value(row.person, sight)) if row.person else ""
                    for column in form.chosen()
                ],
            }
            for row in first
        ]
        if lines:
            more = number - len(lines)
            groups.append({"result": result, "label": label, "lines": lines, "more": more})
    return groups


def _lines(form: ComparisonForm, persons: list[Person], sight: Sight) -> list[dict[str, Any]]:
    """Persons whom the list does not have, with the register's cells."""
    return [
        {
            "person": person,
            "cells": [
                in_words(column.value(person, sight))
                for column in form.chosen()
                if column.name != "name"
            ],
        }
        for person in persons
    ]


def _file(
    request: HttpRequest,
    form: ComparisonForm,
    listed: PersonList,
    rows: list[Compared],
    missing: list[Person],
    sight: Sight,
) -> HttpResponse:
    sheet = comparison_sheet(listed, rows, form.chosen(), sight)
    made = _("Compared by %(name)s, %(time)s; reason: %(reason)s; {rows} rows") % {
        "name": request.user.name,  # type: ignore[union-attr]
        "time": timezone.localtime().strftime("%Y-%m-%d %H:%M"),
        "reason": form.cleaned_data["reason"],
    }
    further = [missing_sheet(missing, form.chosen(), sight)] if form.cleaned_data["site"] else []
    content, _count = write_workbook(sheet, [made], further)
    response = HttpResponse(
        content,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = 'attachment; filename="comparison.xlsx"'
    return response
