"""Settings of the one Django project. Everything a place may change comes from the environment."""

import os
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from alongside.config import logs
from alongside.config.databases import databases
from alongside.config.machine import data_home
from alongside.config.secrets import secret_key, viewer_key
from alongside.config.services import elsewhere_from

PACKAGE = Path(__file__).resolve().parent.parent
DEMO = os.environ.get("ALONGSIDE_DEMO") == "1"
DEBUG = False
SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("ALONGSIDE_OLD_SECRET_KEYS", "").split(",") if key]
VIEWER_KEY = viewer_key()
ALLOWED_HOSTS = os.environ.get("ALONGSIDE_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
HTTPS = os.environ.get("ALONGSIDE_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "alongside.design",
    "alongside.access",
    "alongside.people",
    "alongside.record",
    "alongside.about_me",
    "alongside.strengths",
    "alongside.safeguarding",
    "alongside.contact",
    "alongside.planning",
    "alongside.learning",
    "alongside.home",
    "alongside.exchange",
]

MIDDLEWARE = [
    "alongside.access.middleware.NoStore",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "alongside.access.cookies.PlainCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "alongside.access.middleware.ViewerMiddleware",
]

ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "DIRS": [],
        "OPTIONS": {"environment": "alongside.config.jinja.environment"},
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

DATABASES = databases()
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/start/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "alongside.access.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "alongside.access.web.forms.SignIn",
    "change_password": "alongside.access.web.forms.ChangePassword",
    "set_password": "alongside.access.web.forms.SetPassword",
    "reset_password": "alongside.access.web.forms.ResetPassword",
    "reset_password_from_key": "alongside.access.web.forms.NewPassword",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Mail goes out by the server of ALONGSIDE_SMTP (host:port); without one it is written to the terminal.
SMTP = os.environ.get("ALONGSIDE_SMTP", "")
EMAIL_BACKEND = f"{'alongside.people.posting.smtp' if SMTP else 'django.core.mail.backends.console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = SMTP.partition(":")[0], int(SMTP.partition(":")[2] or 587)
EMAIL_HOST_USER = os.environ.get("ALONGSIDE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ALONGSIDE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = bool(EMAIL_HOST_USER)
EMAIL_TIMEOUT = 10
# Texts leave as mails to number@gateway, as services that send texts take them; without a gateway none is offered.
TEXT_GATEWAY = os.environ.get("ALONGSIDE_TEXT_GATEWAY", "texts.example.org" if DEMO else "")
DEFAULT_FROM_EMAIL = os.environ.get("ALONGSIDE_MAIL_FROM", "alongside@localhost")
# Jobs are kept and done on the owner's connection: the application has no right to them (`access/jobs.py`).
PROCRASTINATE_DATABASE_ALIAS = "owner"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS: list[str] = []
# Guessing is slowed by access/guessing.py; the library counts what is left: letters asked for, new passwords.
ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": "", "reset_password": "20/h/ip,3/h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("ALONGSIDE_PROXIES", "0"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_lately",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
ACCOUNT_REAUTHENTICATION_REQUIRED = False  # our own `recheck` asks again, see access/web/checking.py
SOCIALACCOUNT_ADAPTER = "alongside.access.oidc.Social"
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "alongside.access.adapter.Factors"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up: an operator or an invitation opened the account
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a finger, a face or a PIN: so a passkey is two steps in one
MFA_TOTP_ISSUER = "Alongside"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 12
MFA_FORMS = {
    "authenticate": "alongside.access.web.forms.SecondStep",
    "authenticate_webauthn": "alongside.access.web.forms.SecondPasskey",
}
SIGN_IN_WITH = elsewhere_from(os.environ.get("ALONGSIDE_SIGN_IN_WITH", ""))
RECHECK_SECONDS = 10 * 60
IDLE_STAFF_SECONDS = 60 * int(os.environ.get("ALONGSIDE_IDLE_STAFF_MINUTES", "15"))
IDLE_SECONDS = 60 * int(os.environ.get("ALONGSIDE_IDLE_MINUTES", "30"))
LONGEST_SECONDS = 12 * 60 * 60
SILENCED_SYSTEM_CHECKS: list[str] = []

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "alongside.access.web.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("ALONGSIDE_ORIGINS", "").split(",") if o]
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("ALONGSIDE_STATIC", PACKAGE.parent.parent / "var" / "static"))
MEDIA_ROOT = Path(os.environ.get("ALONGSIDE_FILES", data_home() / "files"))
HEADS = Path(os.environ.get("ALONGSIDE_HEADS", data_home() / "heads"))  # signed heads of the audit trail, and their key
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
ATTACHMENT_MAX_BYTES = 20 * 1024 * 1024

LOGGING = logs.settings()
LEAVE_TO = os.environ.get("ALONGSIDE_LEAVE_TO", "https://www.bbc.co.uk/weather")
FILE_UPLOAD_HANDLERS = ["alongside.record.web.uploads.QuotaUploadHandler"]
