"""Addresses under /setup/mail/."""

from django.urls import path

from channels.views import accounts, arrived, quarantine, rules, sent

app_name = "channels"

urlpatterns = [
    path("", sent.index, name="sent"),
    path("<int:pk>/", sent.letter, name="letter"),
    path("<int:pk>/again/", sent.again, name="again"),
    path("accounts/<int:pk>/test/", accounts.test, name="account_test"),
    path("accounts/<int:pk>/test/beginning/", accounts.begin, name="begin_account_test"),
    path("arrived/", arrived.index, name="arrived"),
    path("arrived/<int:pk>/", arrived.letter, name="arrived_letter"),
    path("arrived/<int:pk>/again/", arrived.again, name="read_again"),
    path("arrived/<int:pk>/original/", arrived.original, name="original"),
    path("arrived/<int:pk>/ticket/", quarantine.ticket, name="quarantine_ticket"),
    path("arrived/<int:pk>/refusal/", quarantine.refuse, name="quarantine_refusal"),
    path("arrived/several/", quarantine.several, name="quarantine_several"),
    path("rules/", rules.index, name="rules"),
    path("rules/new/", rules.create, name="rule_create"),
    path("rules/<int:pk>/", rules.edit, name="rule"),
    path("rules/<int:pk>/place/", rules.move, name="rule_place"),
    path("rules/<int:pk>/removal/", rules.remove, name="rule_removal"),
]
