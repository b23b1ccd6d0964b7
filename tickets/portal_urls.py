"""The portal: for people who ask, signed in or by the signed link in a mail."""

from django.urls import path

from tickets.views.portal import (
    acceptances,
    drafts,
    home,
    links,
    participants,
    readings,
    refusals,
    replies,
    requests,
    suggestions,
    tickets,
    uploads,
)
from tickets.views.portal.doors import by_link, by_number

app_name = "portal"

urlpatterns = [
    path("", home.show, name="home"),
    path("request/", requests.choose, name="request"),
    path("request/sent/", requests.guest_sent, name="guest_sent"),
    path("request/<int:category>/", requests.write, name="request_form"),
    path("request/<int:category>/draft/", drafts.keep_request, name="request_draft"),
    path("search/", suggestions.find, name="suggestions"),
    path("doubles/", suggestions.doubles, name="doubles"),
    path("upload/", uploads.create, name="upload"),
    path("follow/", links.follow, name="follow"),
    path("tickets/", tickets.index, name="tickets"),
    path("tickets/<int:number>/", by_number(tickets.show), name="ticket"),
    path("tickets/<int:number>/sent/", requests.sent, name="sent"),
    path("tickets/<int:number>/print/", by_number(tickets.print_out), name="print"),
    path("tickets/<int:number>/draft/", drafts.keep_reply, name="draft"),
    path("tickets/<int:number>/reply/", by_number(replies.create), name="reply"),
    path("tickets/<int:number>/acceptance/", by_number(acceptances.create), name="acceptance"),
    path("tickets/<int:number>/refusal/", by_number(refusals.create), name="refusal"),
    path("tickets/<int:number>/reopening/", by_number(refusals.reopen), name="reopening"),
    path("tickets/<int:number>/reading/", by_number(readings.create), name="reading"),
    path("tickets/<int:number>/participants/", by_number(participants.create), name="participants"),
    path(
        "tickets/<int:number>/participants/<int:user>/removal/",
        by_number(participants.remove),
        name="participant_removal",
    ),
    path("tickets/<int:number>/links/revocation/", by_number(links.revoke), name="link_revocation"),
    path("g/<str:token>/", by_link(tickets.show), name="guest"),
    path("g/<str:token>/print/", by_link(tickets.print_out), name="guest_print"),
    path("g/<str:token>/reply/", by_link(replies.create), name="guest_reply"),
    path("g/<str:token>/upload/", by_link(uploads.create_at), name="guest_upload"),
    path("g/<str:token>/acceptance/", by_link(acceptances.create), name="guest_acceptance"),
    path("g/<str:token>/refusal/", by_link(refusals.create), name="guest_refusal"),
    path("g/<str:token>/reopening/", by_link(refusals.reopen), name="guest_reopening"),
    path("g/<str:token>/reading/", by_link(readings.create), name="guest_reading"),
]
