from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lib.access import needs
from residents.rules import can_view_register


@needs(can_view_register)
def search(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")
