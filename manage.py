#!/usr/bin/env python
"""Run a management command of the project; starts the embedded database when it is needed."""

import os
import sys

from django.core.management import execute_from_command_line

from config.database import load_environment, ready_for


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    load_environment()
    ready_for(sys.argv)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
