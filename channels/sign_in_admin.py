"""How the forms of accounts and of outgoing servers show the ways to sign in."""

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "password": ["password"],
    "microsoft": ["tenant", "client_id", "client_secret"],
    "google": ["key_file"],
}
# What has to be done over there before mail can be fetched, and before it can be sent.
TO_FETCH = {
    "microsoft": _(
        "In Microsoft Entra: register an application, give it the application permission IMAP.AccessAsApp "
        "(or POP.AccessAsApp), consent to it as administrator, and create a client secret. In Exchange "
        "Online: make it known with New-ServicePrincipal and give it the mailbox with "
        "Add-MailboxPermission. The server is outlook.office365.com."
    ),
    "google": _(
        "In Google Cloud: create a service account and a key for it (JSON). In the Google Admin console, "
        "under domain-wide delegation: allow the client ID of that account the scope "
        "https://mail.google.com/. The server is imap.gmail.com."
    ),
}
TO_SEND = {
    "microsoft": _(
        "In Microsoft Entra: register an application, give it the application permission SMTP.SendAsApp, consent to "
        "it as administrator, and create a client secret. In Exchange Online: make it known with "
        "New-ServicePrincipal, give it the mailbox with Add-MailboxPermission, and let the mailbox send by SMTP "
        "(Set-CASMailbox -SmtpClientAuthenticationDisabled $false). The server is smtp.office365.com, port 587, "
        "STARTTLS."
    ),
    "google": _(
        "In Google Cloud: create a service account and a key for it (JSON). In the Google Admin console, "
        "under domain-wide delegation: allow the client ID of that account the scope "
        "https://mail.google.com/. The server is smtp.gmail.com, port 587, STARTTLS."
    ),
}


def ways_to_sign_in(to_do, password):
    """A fieldset for each way; of these the page shows the one that is chosen (admin-desk.css)."""
    titles = {"password": password, "microsoft": "Microsoft 365", "google": "Google Workspace"}
    return [
        (
            titles[way],
            {"fields": fields, "classes": ["sign-in", f"sign-in-{way}"], "description": to_do.get(way, "")},
        )
        for way, fields in FIELDS.items()
    ]
