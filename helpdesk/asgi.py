"""The live stream in production: `granian --interface asginl helpdesk.asgi:application` behind /live/."""

import os

from django.core.asgi import get_asgi_application

from core.garbage import spare_what_stays

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")

application = get_asgi_application()
spare_what_stays()
