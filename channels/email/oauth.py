"""Tokens of Microsoft 365 and Google by which a mailbox is read and written without its password (OAuth 2.0).

Microsoft: client credentials (RFC 6749 §4.4) of an application that was granted the mailbox. Google: a service
account that acts for the mailbox (RFC 7523). The vendors' own libraries speak, through channels/posting.py.
"""

import json
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urlencode, urlsplit

import google.auth.exceptions
import msal
from google.oauth2 import service_account

from channels.models.account_sign_in import SignsIn
from channels.posting import ask

MICROSOFT, GOOGLE = "login.microsoftonline.com", "oauth2.googleapis.com"
# Where the vendors are asked; tests play them at an address of their own.
PLACES = {MICROSOFT: f"https://{MICROSOFT}", GOOGLE: f"https://{GOOGLE}"}
MICROSOFT_SCOPE, GOOGLE_SCOPE = "https://outlook.office365.com/.default", "https://mail.google.com/"
LONGEST_ANSWER = 100_000
# https://learn.microsoft.com/entra/identity-platform/reference-error-codes
REFUSALS = {
    "AADSTS7000215": "wrong secret",
    "AADSTS7000222": "secret ended",
    "AADSTS700016": "no application",
    "AADSTS90002": "no tenant",
}


class OAuthFailed(Exception):
    """There is no token; `code` says why (answers.py), and `answer` what the vendor said."""

    def __init__(self, code, answer=""):
        super().__init__(code)
        self.code, self.answer = code, answer


@dataclass(frozen=True)
class Credentials:
    """What a token is asked for with. `secret` is Microsoft's client secret, or the text of Google's key file."""

    sign_in: str
    user: str
    secret: str
    tenant: str = ""
    client_id: str = ""


def access_token(of):
    """A token that is good for some minutes, for XOAUTH2 by IMAP, POP or SMTP.

    `of` is Credentials, or an Account (any SignsIn), which keeps its token sealed until shortly before it ends.
    Raises OAuthFailed.
    """
    if not isinstance(of, SignsIn):
        return new_token(of)[0]
    if kept := of.token:
        return kept
    token, seconds = new_token(Credentials(of.sign_in, of.user, of.secret, of.tenant, of.client_id))
    of.keep_token(token, seconds)
    return token


def new_token(credentials):
    """(token, seconds it is good for) from the vendor. Raises OAuthFailed."""
    ways = {SignsIn.SignIn.MICROSOFT: _from_microsoft, SignsIn.SignIn.GOOGLE: _from_google}
    try:
        return ways[credentials.sign_in](credentials)
    except (OSError, HTTPException, google.auth.exceptions.TransportError) as error:
        raise OAuthFailed("no vendor") from error


def _from_microsoft(credentials):
    authority = f"https://{MICROSOFT}/{credentials.tenant}"
    try:
        application = msal.ConfidentialClientApplication(
            credentials.client_id,
            client_credential=credentials.secret,
            authority=authority,
            http_client=Line(),
            instance_discovery=False,
        )
        answer = application.acquire_token_for_client([MICROSOFT_SCOPE])
    except (ValueError, RuntimeError) as error:
        raise OAuthFailed("no tenant") from error
    if "access_token" not in answer:
        said = str(answer.get("error_description") or answer.get("error") or "")
        raise OAuthFailed(REFUSALS.get(said.partition(":")[0].strip(), "no token"), said)
    return answer["access_token"], int(answer.get("expires_in", 0))


def _from_google(credentials):
    try:
        # Whatever the file says, nobody but Google is asked.
        facts = {**json.loads(credentials.secret), "token_uri": f"https://{GOOGLE}/token"}
        ours = service_account.Credentials.from_service_account_info(
            facts, scopes=[GOOGLE_SCOPE], subject=credentials.user
        )
    except (ValueError, TypeError) as error:
        raise OAuthFailed("no key file") from error
    answers = Answers()
    try:
        ours.refresh(answers)
    except google.auth.exceptions.RefreshError as error:
        said = answers.last.get("error_description") or answers.last.get("error") or ""
        is_scope = answers.last.get("error") == "unauthorized_client"
        raise OAuthFailed("no scope" if is_scope else "no token", str(said)) from error
    return ours.token, answers.seconds


class Line:
    """How msal speaks HTTP (msal.oauth2cli.http.HttpClient)."""

    def post(self, url, params=None, data=None, headers=None, **_more):
        body = data if isinstance(data, str | bytes) else urlencode(data or {})
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return Answer(*asked("POST", url, params, body, {**form, **(headers or {})}))

    def get(self, url, params=None, headers=None, **_more):
        return Answer(*asked("GET", url, params, None, headers))

    def close(self):
        """Nothing stays open."""


class Answer:
    """One answer, as msal (`text`) and google-auth (`data`) want to read it."""

    headers = {}

    def __init__(self, status, body):
        self.status_code = self.status = status
        self.data, self.text = body, body.decode(errors="replace")

    def raise_for_status(self):
        if self.status >= 400:
            raise OSError(f"HTTP {self.status}")


class Answers:
    """How google-auth speaks HTTP (google.auth.transport.Request); remembers what was said last."""

    last, seconds = {}, 0

    def __call__(self, url, method="GET", body=None, headers=None, **_more):
        answer = Answer(*asked(method, url, None, body, headers))
        try:
            self.last = dict(json.loads(answer.text))
            self.seconds = int(self.last.get("expires_in", 0))
        except (ValueError, TypeError):
            self.last = {}
        return answer


def asked(method, address, params, body, headers):
    """(status, bytes) of what a vendor answers; ValueError for an address that is no vendor's."""
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.netloc not in PLACES:
        raise ValueError(f"{parts.netloc} gives no tokens")
    query = "&".join(filter(None, [parts.query, urlencode(params or {})]))
    place = f"{PLACES[parts.netloc]}{parts.path}{'?' if query else ''}{query}"
    return ask(method, place, body, {"Accept": "application/json", **(headers or {})}, LONGEST_ANSWER)
