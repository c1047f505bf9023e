"""The portal's addresses and one more: the page by which others are measured."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

PAGE = "{% extends 'base.html' %}{% block heading %}<h1>H</h1>{% endblock %}"


def heading(request: HttpRequest) -> HttpResponse:
    """H: a signed-in page of the app that renders a heading after `SELECT 1`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


urlpatterns = [path("bench/heading/", heading), path("", include("config.urls"))]
