"""System packages that the browser tests and the checks need: installs them, or says which.

usage: python -m tools.system browser|gettext ...
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def has_chromium() -> bool:
    return bool(os.environ.get("CHROMIUM") or shutil.which("chromium"))


def has_chinese_font() -> bool:
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False)
        return bool(listed.stdout.strip())
    return any(Path("/usr/share/fonts").glob("**/*CJK*"))


NEEDS = {
    "browser": {"chromium": has_chromium, "fonts-noto-cjk": has_chinese_font},
    "gettext": {"gettext": lambda: bool(shutil.which("xgettext"))},
}


def missing(needs: list[str]) -> list[str]:
    """Names of the Debian packages that the machine lacks."""
    return [name for need in needs for name, found in NEEDS[need].items() if not found()]


def main() -> int:
    packages = missing(sys.argv[1:])
    if not packages:
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {' '.join(packages)} ...", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
        for command in (["apt-get", "update", "-q"], install):
            done = subprocess.run(
                command, env=environment, check=False, capture_output=True, text=True
            )
        if done.returncode:
            print(done.stdout[-2000:], done.stderr[-2000:], sep="\n")
        packages = missing(sys.argv[1:])
    if packages:
        print(f"Missing on this machine: ask for the system packages {' '.join(packages)}.")
    return 1 if packages else 0


if __name__ == "__main__":
    sys.exit(main())
