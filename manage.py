#!/usr/bin/env python
"""Runs Django commands, with the embedded database started when none is configured."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from helpdesk import embedded


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
    try:
        # Read now: a variable that makes no sense is one line, and not a trace.
        _read = settings.INSTALLED_APPS
    except ImproperlyConfigured as wrong:
        sys.exit(str(wrong))
    embedded.ensure_engines()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
