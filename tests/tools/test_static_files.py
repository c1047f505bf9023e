"""Static files as a real installation serves them: collected, hashed, and none missing."""

import json
import re

from django.core.management import call_command

from tools.binaries import ROOT

NAMED = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")


def test_every_file_that_a_template_names_is_in_the_manifest(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)

    collected = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    named = {
        (str(page.relative_to(ROOT)), name)
        for page in (ROOT / "templates").rglob("*.html")
        for name in NAMED.findall(page.read_text())
    }
    assert named
    assert sorted(pair for pair in named if pair[1] not in collected) == []


def test_pages_do_not_reach_for_other_hosts():
    remote = re.compile(r"""(?:src|href)=["'](?:https?:)?//""")
    pages = (ROOT / "templates").rglob("*.html")
    assert [str(page) for page in pages if remote.search(page.read_text())] == []
