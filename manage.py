#!/usr/bin/env python
"""Run a management command of the project; starts the embedded database when it is needed."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from config.database import ready_for

    ready_for(sys.argv)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
