"""What is missing on a machine is told in one sentence, or installed by root."""

import os
import subprocess
import sys

import pytest

from tools.binaries import ROOT


def run_as_nobody(tmp_path, *needs):
    """`tools.system` on a machine that has none of the programs, as somebody who is not root."""
    program = (
        "import os, runpy, sys; os.geteuid = lambda: 1000;"
        f"sys.argv = ['tools.system', *{needs!r}];"
        "runpy.run_module('tools.system', run_name='__main__')"
    )
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_ordinary_user_is_told_in_one_sentence(tmp_path):
    told = run_as_nobody(tmp_path, "gettext")
    assert told.returncode == 1
    assert told.stdout == "Missing on this machine: ask for the system packages gettext.\n"


def test_chromium_may_be_named(tmp_path):
    environment = {**os.environ, "CHROMIUM": "/opt/some/chromium"}
    found = subprocess.run(
        [sys.executable, "-c", "from tools.system import has_chromium; print(has_chromium())"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == "True\n"


@pytest.mark.parametrize("needs", [(), ("gettext",)])
def test_nothing_is_said_where_nothing_is_missing(needs, tmp_path):
    (tmp_path / "xgettext").write_text("#!/bin/sh\n")
    (tmp_path / "xgettext").chmod(0o755)
    told = run_as_nobody(tmp_path, *needs)
    assert (told.returncode, told.stdout) == (0, "")
