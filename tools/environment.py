"""Makes `.venv` with the pinned, hashed requirements; runs on a bare Python, before anything else.

usage: python3 tools/environment.py [REQUIREMENTS]      (default: requirements-dev.txt)

uv installs in seconds what takes pip half a minute; where it cannot be had, pip does it alone.
"""

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MINIMUM = (3, 11)


def main() -> None:
    requirements = ROOT / (sys.argv[1] if len(sys.argv) > 1 else "requirements-dev.txt")
    if sys.version_info < MINIMUM:
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"Found Python {found}; 3.11 or newer is needed: name one with PYTHON=.")
    stamp = VENV / "requirements.sha256"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    print("Making the Python environment ...", flush=True)
    if not PYTHON.exists():
        make_venv()
    if not (install_uv(requirements) and sync_with_uv(requirements)):
        install_with_pip(requirements)
    stamp.write_text(wanted)


def make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        apt = ["apt-get", "install", "-y", "-q", "--no-install-recommends", package]
        may_install = os.geteuid() == 0 and Path("/usr/bin/apt-get").exists()
        if not may_install or run(["apt-get", "update", "-q"]) or run(apt):
            sys.exit(f"Python's venv module is missing: ask for the system package {package}.")
    if run([sys.executable, "-m", "venv", str(VENV)]):
        sys.exit(f"Could not make {VENV}; the reason is above.")


def install_uv(requirements: Path) -> bool:
    """Installs uv itself, held to the hashes that the requirements file gives for it."""
    block = re.search(r"^uv==.*?(?=^\S|\Z)", requirements.read_text(), re.MULTILINE | re.DOTALL)
    if not block:
        return False
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(block.group())
        file.flush()
        return not pip("install", "--require-hashes", "-r", file.name)


def sync_with_uv(requirements: Path) -> bool:
    command = [str(VENV / "bin" / "uv"), "pip", "sync", "-q", "--require-hashes"]
    return not run([*command, "--python", str(PYTHON), str(requirements)], env=uv_environment())


def uv_environment() -> dict[str, str]:
    """What this machine's pip is told, in words of uv, which does not look there itself: the
    package index, and the certificates of an office's own proxy."""
    environment = dict(os.environ)
    for setting, variable in (("index-url", "UV_DEFAULT_INDEX"), ("cert", "SSL_CERT_FILE")):
        if told := pip_setting(setting):
            environment.setdefault(variable, told)
    return environment


def install_with_pip(requirements: Path) -> None:
    if pip("install", "--require-hashes", "-r", str(requirements)):
        sys.exit("The requirements could not be installed; the reason is above.")


def pip_setting(name: str) -> str:
    """One of pip's settings, from the environment or its configuration; "" where it has none."""
    found = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "get", f"global.{name}"],
        capture_output=True,
        text=True,
        check=False,
    )
    return os.environ.get(f"PIP_{name.upper().replace('-', '_')}") or found.stdout.strip()


def pip(*arguments: str) -> int:
    return run([str(PYTHON), "-m", "pip", "-q", "--disable-pip-version-check", *arguments])


def run(command: list[str], **options) -> int:
    """Runs quietly; what a failed command said is shown."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, **options)
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n")
    return done.returncode


if __name__ == "__main__":
    main()
