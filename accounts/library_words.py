"""Words of allauth that people here meet.

Named here, they are gathered into our own catalogues, which come first: so its forms and mails speak as politely
as ours, and with the same words for the same things.
"""

from django.utils.translation import gettext_noop as _

WORDS = [
    _("The email address and/or password you specified are not correct."),
    _("Too many failed login attempts. Try again later."),
    _("Please type your current password."),
    _("Incorrect password."),
    _("You must type the same password each time."),
    _("The password reset token was invalid."),
    _("Current Password"),
    _("New Password (again)"),
    _("Forgot Password?"),
    _("Change Password"),
    _("Set Password"),
    _("Password Changed"),
    _("Your password has been changed."),
    _("Password Set"),
    _("Your password has been set."),
    _("Signed out of all other sessions."),
    _("Use your password"),
    _("Use authenticator app or code"),
    _("Two-Factor Authentication"),
    _("Are you sure?"),
    _("Passwordless"),
    _(
        "Enabling passwordless operation allows you to sign in using just this key, but imposes additional "
        "requirements such as biometrics or PIN protection."
    ),
    _("Security Keys"),
    _("Security Key Added"),
    _("Security Key Removed"),
    _("Security key added."),
    _("Security key removed."),
    _("A new security key has been added."),
    _("A security key has been removed."),
    _("No security keys have been added."),
    _("Edit Security Key"),
    _("Remove Security Key"),
    _("Are you sure you want to remove this security key?"),
]
