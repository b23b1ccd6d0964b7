"""The agents' side: the queue and what finds things in it, then the ticket and what can be done with it."""

from django.urls import include, path

from tickets.views import (
    arrangements,
    assignments,
    attachments,
    bulk,
    closings,
    columns,
    corrections,
    descriptions,
    drafts,
    followings,
    glances,
    guest_links,
    hand_overs,
    jumps,
    mergers,
    notes,
    palette,
    participants,
    people,
    presences,
    previews,
    priorities,
    queue,
    reads,
    reopenings,
    replies,
    resolutions,
    resumptions,
    saved_views,
    search,
    sidebar,
    statuses,
    suppliers,
    tags,
    tickets,
    undoings,
    uploads,
    waits,
    withdrawals,
)

app_name = "tickets"

# The queue, saved views, bulk changes and finding things.
queue_urls = [
    path("", queue.queue, name="queue"),
    path("filter/<slug:field>/", queue.choices, name="choices"),
    path("columns/", columns.choose, name="columns"),
    path("columns/width/", columns.size, name="column_width"),
    path("news/", queue.news, name="news"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("bulk/undoing/", bulk.undo, name="undo"),
    path("views/", arrangements.show, name="views"),
    path("views/<slug:slug>/place/", arrangements.move, name="view_place"),
    path("views/<slug:slug>/hiding/", arrangements.hide, name="view_hiding"),
    path("views/new/", saved_views.create, name="view_new"),
    path("views/<int:pk>/", saved_views.edit, name="view"),
    path("views/<int:pk>/deletion/", saved_views.delete, name="view_deletion"),
    path("search/", search.page, name="search"),
    path("palette/", palette.palette, name="palette"),
    path("sidebar/", sidebar.show, name="sidebar"),
]

# One ticket, and the nouns one POSTs to.
ticket_urls = [
    path("tickets/new/", tickets.create, name="create"),
    path("tickets/<int:number>/", tickets.show, name="ticket"),
    path("tickets/<int:number>/glance/", glances.show, name="glance"),
    path("tickets/<int:number>/timeline/", tickets.timeline, name="timeline"),
    path("tickets/<int:number>/jumps/", jumps.show, name="jumps"),
    path("tickets/<int:number>/position/", tickets.position, name="position"),
    path("tickets/<int:number>/print/", tickets.print_sheet, name="print"),
    path("tickets/<int:number>/replies/", replies.create, name="reply"),
    path("tickets/<int:number>/notes/", notes.create, name="note"),
    path("tickets/<int:number>/messages/<int:pk>/correction/", corrections.create, name="correction"),
    path("tickets/<int:number>/messages/<int:pk>/withdrawal/", withdrawals.create, name="withdrawal"),
    path("tickets/<int:number>/assignment/", assignments.create, name="assignment"),
    path("tickets/<int:number>/hand-over/", hand_overs.create, name="hand_over"),
    path("tickets/<int:number>/status/", statuses.create, name="status"),
    path("tickets/<int:number>/waiting/", waits.create, name="waiting"),
    path("tickets/<int:number>/resumption/", resumptions.create, name="resumption"),
    path("tickets/<int:number>/merging/", mergers.create, name="merging"),
    path("tickets/<int:number>/suppliers/", suppliers.create, name="suppliers"),
    path("tickets/<int:number>/suppliers/<int:pk>/waiting/", suppliers.wait, name="supplier_waiting"),
    path("tickets/<int:number>/suppliers/<int:pk>/resumption/", suppliers.resume, name="supplier_resumption"),
    path("tickets/<int:number>/suppliers/<int:pk>/return/", suppliers.give_back, name="supplier_return"),
    path("tickets/<int:number>/resolution/", resolutions.create, name="resolution"),
    path("tickets/<int:number>/closing/", closings.create, name="closing"),
    path("tickets/<int:number>/reopening/", reopenings.create, name="reopening"),
    path("tickets/<int:number>/priority/", priorities.create, name="priority"),
    path("tickets/<int:number>/description/", descriptions.create, name="description"),
    path("tickets/<int:number>/tags/", tags.create, name="tags"),
    path("tickets/<int:number>/participants/", participants.create, name="participants"),
    path(
        "tickets/<int:number>/participants/<int:pk>/removal/", participants.remove, name="participant_removal"
    ),
    path("tickets/<int:number>/following/", followings.create, name="following"),
    path("tickets/<int:number>/guest-links/revocation/", guest_links.revoke, name="guest_links"),
    path("tickets/<int:number>/events/<int:pk>/undoing/", undoings.create, name="undoing"),
    path("tickets/<int:number>/draft/", drafts.create, name="draft"),
    path("tickets/<int:number>/draft/discarding/", drafts.discard, name="draft_discarding"),
    path("tickets/<int:number>/presence/", presences.create, name="presence"),
    path("tickets/<int:number>/presence/others/", presences.show, name="others"),
    path("tickets/<int:number>/reading/", reads.create, name="read"),
    path("tickets/<int:number>/unreading/", reads.discard, name="unread"),
    path("tickets/<int:number>/colleagues/", people.colleagues, name="colleagues"),
    path("people/", people.find, name="people"),
    path("uploads/", uploads.create, name="upload"),
    path("previews/", previews.create, name="preview"),
]

# Attached files, for both sides.
file_urls = [path("<uuid:key>/<str:name>", attachments.show, name="attachment")]

urlpatterns = [
    path("desk/", include([*queue_urls, *ticket_urls])),
    path("files/", include(file_urls)),
]
