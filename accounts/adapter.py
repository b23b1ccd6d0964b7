"""How allauth meets this house."""

from allauth.account.adapter import DefaultAccountAdapter

from accounts.directory import join_by_domain


class AccountAdapter(DefaultAccountAdapter):
    """Members join their organization by a verified address, never by an unverified one."""

    def confirm_email(self, request, email_address):
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            join_by_domain(email_address.user)
        return confirmed
