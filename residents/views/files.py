from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lib.access import needs
from residents.rules import can_view_register


@needs(can_view_register)
def household_detail(request: HttpRequest, household_id: int) -> HttpResponse:
    return render(request, "base.html")


@needs(can_view_register)
def household_history(request: HttpRequest, household_id: int) -> HttpResponse:
    return render(request, "base.html")


@needs(can_view_register)
def household_print(request: HttpRequest, household_id: int) -> HttpResponse:
    return render(request, "base.html")


@needs(can_view_register)
def household_reveal(request: HttpRequest, household_id: int) -> HttpResponse:
    return render(request, "base.html")
