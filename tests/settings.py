"""Settings of the tests: keys of their own, nothing of this machine's `.env` but the database."""

import os

os.environ.update(
    DEBUG="0",
    DEMO="0",
    SECRET_KEY="only for tests, which hold no real person's data",
    PERSONAL_DATA_KEYS="1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    PERSONAL_DATA_INDEX_KEY="ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=",
    ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
    CSRF_TRUSTED_ORIGINS="",
    BEHIND_TLS="0",
)
os.environ.setdefault("ANJU_CLUSTER", "test")

from config.settings import *  # noqa: F403
from config.settings import DATABASES, STORAGES
from tools.translations import compile_stale

# Before anything is translated: a catalogue that was read once is kept.
compile_stale()

# A command that a test starts as a process of its own works on the test's database.
if "ANJU_TEST_PROCESS_DB" in os.environ:
    DATABASES["default"]["NAME"] = os.environ["ANJU_TEST_PROCESS_DB"]
# Without `collectstatic` there is no manifest; one test of its own runs it for real.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Argon2 takes its time on purpose; its own test asks for it by name.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# So that a test may sign a county's user in by `client.force_login`; tests/accounts sets it.
SECOND_FACTOR_OBLIGATORY = False
# Files are found where they lie: nothing needs to be collected before a test.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
