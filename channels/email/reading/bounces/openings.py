"""How servers begin to tell that a mail did not arrive: senders, subjects, first sentences, separators.

Collected from the templates of Postfix, Exim, Sendmail, qmail and its heirs, Courier, OpenSMTPD, Exchange,
Domino, GroupWise, James, and of the large providers, in the languages in which they write.
All are compared case folded, with straight apostrophes and single spaces.
"""

import re

# In an address or a display name: who sends nothing but such letters,
DAEMONS = (
    "mailer-daemon",
    "mailer_daemon",
    "mailerdaemon",
    "mailer daemon",
    "mail-daemon",
    "maildaemon",
    "mdaemon@",
)
# who sends such letters among others,
SERVERS = (
    "postmaster", "post_master", "poostmaster", "post master", "postmeister", "mail.delivery",
    "mail-delivery", "mail_delivery", "maildelivery", "mail deliver", "delivery system",
    "delivery subsystem", "deliverysystem", "system administrator", "systemadmin", "mail administrator",
    "mailadmin", "ndr administrator", "mail system", "mailsystem", "mail server", "mailserver",
    "microsoftexchange", "microsoft exchange", "exchange server", "non-delivery", "undeliverable",
    "undelivered", "bounce", "mmsc", "smtp daemon", "daemon@", "mail router", "mailrouter", "internet mail",
    "mdaemon", "mail gateway", "mailgateway", "administrateur système", "administrador del sistema",
    "amministratore di sistema", "administrador do sistema", "systeembeheerder", "administrator systemu",
    "системный администратор", "sistem yöneticisi", "システム管理者", "系统管理员", "系統管理員",
    "시스템 관리자", "系统退信",
)  # fmt: skip
# and robots that mostly write of something else.
ROBOTS = (
    "no-reply",
    "noreply",
    "no_reply",
    "donotreply",
    "do-not-reply",
    "sysadmin",
    "majordomo",
    "autoreply",
)
LIST_MANAGERS = ("listserv", "majordomo", "mailman", "ezmlm", "sympa@", "-request@", "-owner@", "owner-")
LIST_REFUSALS = (
    "are not member", "not a member of this", "not a member of the", "not a subscriber",
    "not subscribed to", "only members may post", "only subscribers may post", "not allowed to post",
    "non-members are not allowed", "invalid mail address", "loop alert", "loop back warning",
    "ignored message", "unknown mailing list",
)  # fmt: skip

# Beginnings and parts of subjects.
SUBJECTS = (
    "undeliver", "non-deliver", "nondeliver", "not deliver", "failure notice", "delivery fail",
    "delivery status", "delivery notification", "delivery error", "delivery problem", "delivery delay",
    "delivery report", "delivery unsuccessful", "failed delivery", "failed mail", "failed message",
    "mail delivery", "message delivery", "mail fail", "mail error", "mail system error", "message error",
    "returned mail", "returned message", "returned to sender", "return to sender", "returning message",
    "rejected mail", "message rejected", "mail rejected", "could not be delivered", "could not be sent",
    "couldn't be delivered", "cannot be delivered", "can't be delivered", "can not be delivered",
    "unable to deliver", "not been delivered", "hasn't been delivered", "has been delayed", "is delayed",
    "delayed mail", "delayed message", "message delayed", "mail delayed", "error sending your",
    "warning: message", "warning: could not send", "warning - delayed", "bounced mail",
    "bounce notification", "unknown user", "user unknown", "address not found", "invalid mail address",
    "are not member", "unzustellbar", "nicht zugestellt", "zustellung fehlgeschlagen", "zustellfehler",
    "nicht zustellbar", "zustellung verzögert", "non remis", "non distribu", "échec de la remise",
    "échec de remise", "échec de la distribution", "échec d'envoi", "retour de courrier",
    "message non délivré", "no entregado", "no se puede entregar", "no se pudo entregar",
    "no se ha podido entregar", "imposible entregar", "error de entrega", "fallo en la entrega",
    "correo devuelto", "mensaje devuelto", "non recapitabil", "mancato recapito", "mancata consegna",
    "non consegnat", "impossibile recapitare", "errore di consegna", "não entregue",
    "não foi possível entregar", "não é possível entregar", "falha na entrega", "devolvida",
    "erro na entrega", "onbestelbaar", "niet bezorgd", "kan niet worden bezorgd", "bezorging mislukt",
    "niedostarczaln", "niedoręczon", "nie dostarczono", "nie można dostarczyć", "błąd dostarczania",
    "zwrot wiadomości", "недостав", "не доставлен", "не может быть доставлен", "невозможно доставить",
    "ошибка доставки", "не вдалося доставити", "nedoručiteln", "nelze doručit", "nebylo doručeno",
    "nedoručeno", "doručenie zlyhalo", "nedoručiteľn", "kan inte levereras", "kunde inte levereras",
    "olevererbar", "inte levererat", "kan ikke leveres", "ikke levert", "ikke leveret",
    "kunne ikke leveres", "uleverbar", "ei voi toimittaa", "ei voitu toimittaa", "toimitus epäonnistui",
    "kézbesíthetetlen", "nem kézbesíthető", "kézbesítési hiba", "nelivrabil", "nu a fost livrat",
    "nu a putut fi livrat", "livrare eșuată", "μη παραδοτέ", "αδύνατη η παράδοση", "δεν παραδόθηκε",
    "αποτυχία παράδοσης", "teslim edilemedi", "teslim edilemeyen", "teslim edilemiyor", "iletilemedi",
    "gönderilemedi", "تعذر التسليم", "لم يتم تسليم", "غير قابل للتسليم", "فشل التسليم", "تعذر تسليم",
    "تحویل نشد", "تحویل ناموفق", "ارسال نشد", "لا يمكن تسليم", "לא ניתן למסירה", "לא נמסר", "המסירה נכשלה",
    "退信", "未送达", "未送達", "无法送达", "無法送達", "无法投递", "無法傳遞", "投递失败", "傳送失敗",
    "发送失败", "配信不能", "配信エラー", "配信できません", "配達できません", "送信できません",
    "送信エラー", "不達", "エラーメール", "返送", "배달되지", "배달할 수 없", "전송 실패", "반송",
    "전달되지", "không gửi được", "không thể gửi", "không thể chuyển", "gửi thất bại", "ส่งไม่ได้",
    "ไม่สามารถส่ง", "ส่งไม่สำเร็จ", "tidak terkirim", "tidak dapat dikirim", "gagal terkirim",
    "pengiriman gagal", "has been frozen", "message frozen", "malformed recipient",
)  # fmt: skip

# Sentences in the body.
SENTENCES = (
    "could not be delivered", "couldn't be delivered", "cannot be delivered", "can't be delivered",
    "can not be delivered", "could not deliver", "couldn't deliver", "cannot deliver", "can't deliver",
    "unable to deliver", "not able to deliver", "wasn't able to deliver", "was not delivered",
    "wasn't delivered", "not yet been delivered", "hasn't been delivered", "not been delivered",
    "were not delivered", "delivery failed", "delivery has failed", "delivery failure", "failed to deliver",
    "delivery to the following", "delevery to the following", "delivery of your message", "did not reach",
    "didn't reach", "could not be reached", "did not receive this message", "undeliverable", "undelivered",
    "had permanent fatal errors", "had transient", "had delivery problems", "had fatal errors",
    "transcript of session", "delivery attempt", "delivering your mail", "delivering your message",
    "while attempting to deliver", "trying to deliver", "was rejected by", "were rejected by",
    "rejected recipient", "could not be sent", "couldn't be sent", "unable to send", "failure reasons",
    "returned to sender", "permanent error", "unknown user:", "user unknown", "invalid user address",
    "invalid final delivery userid", "mailbox is full", "mailbox exceeds", "over quota", "quota exceeded",
    "delivery error", "mail delivery", "message not delivered", "message blocked", "address not found",
    "message not sent", "server message", "will be retried", "delivery status notification",
    "we had trouble delivering", "not listed in", "invalid mail address",
    "are not a member of this mailing list", "are not member", "delivery to these recipients",
    "returned for the following reason", "message returned below", "no valid recipients",
    "nicht zugestellt", "nicht zustellbar", "unzustellbar", "zustellung ist fehlgeschlagen",
    "zustellung an", "fehler bei der nachrichtenzustellung", "fehler bei der zustellung",
    "nicht ausgeliefert", "n'a pas pu être", "n'a pas été remis", "n'ont pas pu être", "échec de la remise",
    "n'a pu être délivré", "impossible de remettre", "impossible de distribuer", "no se pudo entregar",
    "no se ha podido entregar", "no se puede entregar", "no ha podido ser entregado",
    "no pudo ser entregado", "error en la entrega", "non è stato possibile recapitare",
    "impossibile recapitare", "impossibile consegnare", "non è stato recapitato", "non è stato consegnato",
    "não foi possível entregar", "não pôde ser entregue", "não foi entregue", "falha na entrega",
    "kan niet worden bezorgd", "kon niet worden bezorgd", "niet worden afgeleverd", "niet bezorgd",
    "nie można dostarczyć", "nie została dostarczona", "nie mogła zostać dostarczona",
    "nie udało się dostarczyć", "не может быть доставлен", "не было доставлено", "не удалось доставить",
    "не доставлено", "не вдалося доставити", "не може бути доставлен", "nelze doručit",
    "nebylo možné doručit", "nepodařilo se doručit", "nemohla být doručena", "nepodarilo sa doručiť",
    "kunde inte levereras", "kan inte levereras", "kunne ikke leveres", "kan ikke leveres",
    "ei voitu toimittaa", "toimitus epäonnistui", "nem sikerült kézbesíteni", "nem kézbesíthető",
    "nu a putut fi livrat", "δεν ήταν δυνατή η παράδοση", "δεν παραδόθηκε", "teslim edilemedi",
    "iletilemedi", "تعذر تسليم", "لم يتم تسليم", "تحویل داده نشد", "تحویل نشد", "לא ניתן היה למסור",
    "לא נמסרה", "无法送达", "無法傳送", "无法投递", "未能送达", "退信", "配信できません", "送信できません",
    "配達できません", "送信に失敗", "배달하지 못", "배달되지", "전송하지 못", "전달할 수 없",
    "không thể gửi", "không gửi được", "ไม่สามารถส่ง", "tidak dapat dikirim", "tidak terkirim",
    "gagal mengirim", "yet to be delivered", "incorrectly constructed", "has been frozen", "nicht erreicht",
    "konnte nicht gefunden", "n'est pas parvenu", "no ha llegado", "non ha raggiunto", "não chegou",
    "niet bereikt", "nie dotarła", "не удалось отправить", "не дошло", "ulaştırılamadı", "ulaşmadı",
    "لم تصل", "نرسید", "未收到此消息", "未到达", "届きません", "전달되지", "not yet received",
    "delay in the delivery",
)  # fmt: skip

# The mail is only late: the server goes on trying (RFC 3464 2.3.3, "delayed").
DELAYS = (
    "(delay)", "warning message only", "will be retried", "do not need to resend", "has been delayed",
    "delayed delivery", "delayed mail", "message delayed", "is delayed", "still trying",
    "not yet been delivered", "will keep trying", "will continue to try", "delivery will continue",
    "warning: could not send", "warning: message", "zustellung verzögert", "wird verzögert",
    "verzögerte zustellung", "est retardé", "remise retardée", "se ha retrasado", "entrega retrasada",
    "consegna ritardata", "in ritardo", "atrasada", "vertraagd", "opóźnion", "задержан", "отложен",
    "zpožděn", "försenad", "forsinket", "geciktirildi", "ertelendi", "遅延", "延迟", "延遲", "지연",
    "undelivered after", "continue trying", "about a delay", "delay in the delivery", "not yet received",
    "delivery delay", "temporarily delayed", "queued for later", "noch nicht zugestellt",
    "wird weiter versucht",
)  # fmt: skip

# The line below which the returned mail itself stands.
BACK_AGAIN = re.compile(
    r"^[\W_]{0,80}(?:"
    r"(?:this is |below (?:this line )?is |enclosed is |attached is |here is )(?:a |the )?(?:truncated )?"
    r"(?:copy|header|text|beginning|original|first)\b"
    r"|(?:the )?(?:original|returned|unsent|undelivered|rejected|failed|bounced)[ -]?(?:message|mail|e-mail)\b"
    r"(?: headers?| header information| text| info| source| contents?| body)?"
    r"(?: is attached| (?:follows|below|is following|attached|as follows))?[\W_]{0,80}$"
    r"|(?:the )?headers? of (?:the |your )?(?:original )?(?:message|mail)\b"
    r"|(?:message|mail|original)(?: and)? headers? (?:follows?|below)"
    r"|(?:the )?(?:text|body|contents?|copy|start|beginning|first \d+ lines) of (?:the |your )?"
    r"(?:original |returned )?(?:message|mail)(?: \w+){0,3}[\W_]{0,80}$"
    r"|below is (?:a|the) (?:copy|message)"
    r"|(?:kopie|kopfzeilen|header) der (?:ursprünglichen |original)?-?nachricht"
    r"|ursprüngliche nachricht|originalnachricht|message (?:d'origine|original)\W|mensaje original"
    r"|messaggio originale"
    r"|mensagem original|oorspronkelijk bericht|исходное сообщение|元のメッセージ|原邮件|原始郵件"
    r")",
    re.IGNORECASE,
)
