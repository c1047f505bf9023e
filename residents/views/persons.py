from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lib.access import needs
from residents.rules import can_view_register


@needs(can_view_register)
def person_list(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


@needs(can_view_register)
def person_detail(request: HttpRequest, person_id: int) -> HttpResponse:
    return render(request, "base.html")


@needs(can_view_register)
def person_history(request: HttpRequest, person_id: int) -> HttpResponse:
    return render(request, "base.html")


@needs(can_view_register)
def person_reveal(request: HttpRequest, person_id: int) -> HttpResponse:
    return render(request, "base.html")


@needs(can_view_register)
def person_edit(request: HttpRequest, person_id: int) -> HttpResponse:
    return render(request, "base.html")
