"""Pages in production: `granian --interface wsgi helpdesk.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from core.garbage import spare_what_stays

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")

application = get_wsgi_application()
spare_what_stays()
