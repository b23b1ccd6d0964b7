"""The product's settings, with the floor beside its pages and statements counted on demand."""

import os

from helpdesk.settings import *  # noqa: F403
from helpdesk.settings import MEDIA_ROOT as USUAL_ROOT
from helpdesk.settings import MIDDLEWARE

DEBUG = False
ROOT_URLCONF = "helpdesk.bench.urls"
MIDDLEWARE = ["helpdesk.bench.floor.CountStatements", *MIDDLEWARE]
SECURE_SSL_REDIRECT = False
EMAIL_URL = ""
MEDIA_ROOT = os.environ.get("MEDIA_ROOT", USUAL_ROOT)
