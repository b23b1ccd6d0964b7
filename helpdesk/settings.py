"""All settings on one page. Runs with no environment at all; every variable is typed and loud on nonsense.

docs/operations.md explains each variable for the person who runs it for real.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from helpdesk import embedded, measure, outside

BASE_DIR = Path(__file__).resolve().parent.parent
env = outside.Env()

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or embedded.secret_key(VAR_DIR)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("SECRET_KEY needs at least 32 characters.")

# Addresses. SITE_URL is what links in mail are built from; a Host header never is.
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
ATTACHMENTS_URL = env.str("ATTACHMENTS_URL", default="").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
IS_SECURE = SITE_URL.startswith("https://")
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

INSTALLED_APPS = [
    "helpdesk.apps.AdminConfig",
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth", "allauth.account", "allauth.mfa", "allauth.usersessions",
    "crispy_forms", "crispy_bootstrap5", "django_htmx", "template_partials", "csp",
    "core", "accounts", "tickets", "channels", "notifications", "sla",
    "helpdesk.apps.HelpdeskConfig",
]  # fmt: skip

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "helpdesk.errors.TooMuchMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.lifetimes.LifetimeMiddleware",
    "accounts.middleware.TravelMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.DoorMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "helpdesk.urls"
WSGI_APPLICATION = "helpdesk.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.site",
            ],
            "builtins": ["core.templatetags.ui", "django.templatetags.i18n", "core.templatetags.quick"],
        },
    }
]

# Engines: an embedded PostgreSQL and Redis unless told otherwise.
DATABASES = {
    "default": {
        **outside.database(env.str("DATABASE_URL", default="") or embedded.database_url(VAR_DIR)),
        "CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": env.str("TEST_DATABASE_NAME", default="test_helpdesk")},
    }
}
DATABASES["default"].setdefault("OPTIONS", {}).update(
    connect_timeout=5,
    # What is sent for the sixth time is planned no more. A pooler that cannot keep statements wants 0: never.
    server_side_binding=True,
    prepare_threshold=env.int("DATABASE_PREPARE_THRESHOLD", default=5) or None,
    # A ticket's joins are planned in 3 ms instead of 12; no page is worth waking other processes of the database for;
    # similarity: what search takes for a slip of the finger.
    options="-c statement_timeout=30000 -c lock_timeout=10000 -c jit=off -c join_collapse_limit=6"
    " -c max_parallel_workers_per_gather=0 -c pg_trgm.word_similarity_threshold=0.35",
)
REDIS_URL = outside.redis(env.str("REDIS_URL", default="") or embedded.redis_url(VAR_DIR))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in limits live in PostgreSQL, so that a wiped Redis does not forget them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        # The default of 300 would let a flood of tries push the memory of earlier ones out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "presence": {"BACKEND": "core.cache.ForgivingRedisCache", "LOCATION": REDIS_URL, "TIMEOUT": 45},
}
# A session ends after so long a pause, by the role, and after its lifetime whatever happens (accounts/lifetimes.py).
SESSION_IDLE_AGENTS = env.int("SESSION_IDLE_AGENTS", default=12 * 3600)
SESSION_IDLE_REQUESTERS = env.int("SESSION_IDLE_REQUESTERS", default=14 * 24 * 3600)
SESSION_COOKIE_AGE = SESSION_LIFETIME = env.int("SESSION_LIFETIME", default=30 * 24 * 3600)
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_SECURE
if IS_SECURE:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_FAILURE_VIEW = "helpdesk.errors.csrf_failure"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"

# Celery carries ids only; PostgreSQL is the truth (docs/house.md).
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="") or embedded.broker_url(REDIS_URL)
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_POOL = "threads"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600, "socket_connect_timeout": 2, "socket_timeout": 5
}  # fmt: skip
CELERY_TASK_PUBLISH_RETRY = CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# The whole wiring of the house (docs/house.md, "What follows from a change").
TICKET_LISTENERS = ["sla.listeners.keep_clocks", "notifications.listeners.ring_open_pages"]
TICKET_REACTIONS = ["tickets.reactions.let_out", "sla.reactions.act", "notifications.reactions.notify"]
TICKET_REACTION_TASK = "tickets.tasks.react"

# People.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.OwnWordsValidator"},
    {"NAME": "accounts.passwords.MaximumLengthValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
ACCOUNT_ADAPTER = "notifications.account_mails.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_FORMS = {
    "signup": "accounts.entrance.SignupForm",
    "reset_password": "accounts.entrance.ResetPasswordForm",
    "reset_password_from_key": "accounts.entrance.NewPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this session gets a new id, all others end
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_SECURE else "http"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "accounts.passwords.NewestResetLink"  # noqa: S105
# "key" is the account that somebody tries to enter, or the address that mail would go to.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "confirm_email": "1/3m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
MFA_ADAPTER = "accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers offer passkeys on https and on localhost alone, so plain http means localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
USERSESSIONS_TRACK_ACTIVITY = False
# Who must have a second factor; empty at home, "agent,lead,manager,admin" is the advice for real use.
SECOND_FACTOR_ROLES = env.list("SECOND_FACTOR_ROLES", default=[])
if unknown_roles := set(SECOND_FACTOR_ROLES) - {"requester", "agent", "lead", "manager", "admin"}:
    raise ImproperlyConfigured(
        f"SECOND_FACTOR_ROLES names unknown roles: {', '.join(sorted(unknown_roles))}."
    )

# Mail. Without a server, /setup/mail/ shows what would have been sent.
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
EMAIL_BACKEND = "channels.email.backend.OutboxBackend"
SMTP_BACKEND = "channels.email.smtp.SmtpBackend"
EMAIL_TIMEOUT, MAIL_MEASURE = 20, measure.measure(env)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Helpdesk <helpdesk@localhost>")
MAIL_SERVERS_INSIDE = env.list("MAIL_SERVERS_INSIDE", default=[])
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default="") or "helpdesk.localhost"
# Of a larger mail only the head is taken in; the raw mail is kept for so many days, 0: for ever.
MAIL_MAX_BYTES = env.int("MAIL_MAX_BYTES", default=50 * 1024 * 1024)
MAIL_KEPT_DAYS = env.int("MAIL_KEPT_DAYS", default=400)
MAIL_DOOR = env.str("MAIL_DOOR", default="")  # where `manage.py up` takes mail for the demo world

# Languages and times.
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
LANGUAGES = [
    ("en", "English"), ("tr", "Türkçe"), ("fr", "Français"), ("ru", "Русский"), ("fa", "فارسی"),
]  # fmt: skip
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
SITE_NAME = env.str("SITE_NAME", default="") or _("Helpdesk")

# Files.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "core.staticfiles.JoinedStylesFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
ATTACHMENT_MAX_BYTES = env.int("ATTACHMENT_MAX_BYTES", default=25 * 1024 * 1024)
ATTACHMENTS_MAX_COUNT = env.int("ATTACHMENTS_MAX_COUNT", default=20)
WEBHOOKS_MAY_STAY_INSIDE = env.bool("WEBHOOKS_MAY_STAY_INSIDE", default=False)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# The browser's walls.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        **dict.fromkeys(["script-src", "style-src", "frame-src"], [SELF]),
        "img-src": [SELF, "data:", "blob:", *([ATTACHMENTS_URL] if ATTACHMENTS_URL else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_SECURE and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31536000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
}
