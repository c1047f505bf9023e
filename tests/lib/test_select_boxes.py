"""A select box of ours says what Django's own would say."""

from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

CHOICES = [
    ("", "全部"),
    ("a<b", "甲 & 乙"),
    ("小区", [("1", "一栋"), (2, "二栋")]),
]


def test_a_select_box_reads_as_djangos_own():
    for widget, value in (
        (forms.Select(attrs={"required": True, "data-note": 'a"b'}, choices=CHOICES), "2"),
        (forms.Select(attrs={"disabled": False}, choices=CHOICES), "a<b"),
        (forms.SelectMultiple(choices=CHOICES), ["1", "2"]),
        (forms.NullBooleanSelect(), True),
    ):
        ours = widget.render("field", value)
        djangos = widget.render("field", value, renderer=DjangoTemplates())

        assert "selected" in ours
        assert parse_html(ours) == parse_html(djangos)
