"""What servers say when they refuse, and the status of RFC 3463 it stands for.

The order is the order of belief: a full mailbox or a doubted sender is named before an unknown user, because
many servers say "unknown" of both. Compared case folded, on one line, without the codes of reply lines.
"""

_FULL = (
    "mailbox full", "mailbox's full", "mailbox was full", "mail box full", "mailbox exceeded",
    "mailbox exceeds", "mailbox has exceeded", "mailbox size limit", "mailbox quota", "mailfolder is full",
    "mail folder is full", "inbox full", "overquota", "over quota", "over the quota", "exceeded quota",
    "exceeds quota", "exceeding quota", "exceeded storage", "storage quota", "quota exceed",
    "quota is exceed", "quota has been exceed", "quota violation", "quota full", "disk quota", "disc quota",
    "exceed the quota", "exceeded the quota", "exceeded his quota", "exceeded their quota",
    "exceeded its quota", "out of storage", "insufficient storage", "insufficient disk",
    "insufficient space", "not enough storage", "not enough disk space", "no space left",
    "too much mail data", "maildir over", "maildir delivery failed: domaindisk", "mail data exceeded",
    "too many messages in", "messages in recipient's mailbox", "message number limit", "storage allocation",
    "storage space", "maximum allowed number of messages", "account is full", "account is exceeding",
    "account is over", "account full", "exceeded allowed size", "exceeds allowed size",
    "exceeds the maximum allowable", "has reached its quota", "at capacity", "is over its limit",
    "user is over", "user has too many", "user has exhausted", "user has exceeded", "box is full",
    "shutoffquotaexceeded", "dd this user doesn't have enough space", "receiving mail at a rate",
    "postfach voll", "postfach ist voll", "speicherplatz", "postfach überfüllt", "boîte pleine",
    "boite pleine", "boite du destinataire pleine", "quota dépassé", "quota depasse", "buzón lleno",
    "buzon lleno", "casilla llena", "casella piena", "caixa cheia", "caixa de entrada cheia",
    "caixa postal cheia", "mailbox vol", "postvak vol", "skrzynka pełna", "przepełnion", "переполнен",
    "schránka je plná", "postafiók megtelt", "kutusu dolu", "kotası", "صندوق ممتلئ", "صندوق پر", "邮箱已满",
    "信箱已滿", "邮箱空间", "容量不足", "容量が", "いっぱい", "容量を超え", "메일함이 가득", "용량 초과",
    "penuh", "đầy hộp thư", "ช่องจดหมายเต็ม", "disk full", "est pleine", "está llena", "è piena",
    "está cheia", "is vol", "jest pełn", "is almost full", "zuviele mails", "no space for",
)  # fmt: skip
_TOO_LARGE = (
    "message too large", "message size limit", "message is too large", "message length exceeds",
    "message exceeds the maximum", "exceeds size limit", "size limit exceeded", "exceeds fixed maximum",
    "exceeds the limit", "mail size limit", "max message size", "maximum message size",
    "exceeds the size limit", "larger than the", "line limit exceeded", "too large for", "mail too large",
    "nachricht zu groß", "message trop volumineux", "mensaje demasiado grande", "mesaj çok büyük",
    "邮件过大", "サイズ", "maximum inbound message", "too big", "recipsizelimit", "size of the message",
    "size exceed",
)  # fmt: skip
_OUR_SENDER = (
    "domain of sender", "sender address", "sender domain", "sender rejected", "sender denied",
    "sender verify failed", "sender verification", "sender not verified", "sender is not verified",
    "sender unknown", "unknown sender", "invalid sender", "bad sender", "from address", "from: header",
    "domain is invalid. please provide a valid from", "return-path", "sender's domain", "sending domain",
    "mail from domain", "envelope sender", "originator", "not allowed to send", "unauthenticated sender",
    "email address is not verified", "sender was rejected", "absender", "no access from mail server",
    "your domain", "sender does not exist", "verification failed for", "client host", "your host",
    "my name was rejected", "helo command", "ehlo", "your ip", "your server",
)  # fmt: skip
_MOVED = (
    "has moved", "no longer on server", "no longer valid", "no longer available", "no longer in use",
    "no longer active", "no longer exists", "no longer used", "no longer at", "no longer works",
    "no longer accept", "left the company", "address has been changed", "has changed their address",
    "new address", "no forwarding address", "been decommissioned", "nicht mehr gültig",
    "existiert nicht mehr", "n'existe plus", "n'est plus valide", "ya no existe", "non esiste più",
    "não existe mais", "bestaat niet meer", "już nie istnieje", "больше не существует", "已停用",
)  # fmt: skip
_HOST_ASLEEP = (
    "host not found, try again", "temporary failure in name", "temporary lookup failure",
    "name server: host not found, try", "host name lookup failure", "temporarily unable",
    "dns query failed", "dns temporary", "timed out during dns", "was aborted after",
    "not delivered within", "lookup failure, try", "servfail", "name service error, try again",
)  # fmt: skip
_UNKNOWN = (
    "user unknown", "unknown user", "user not known", "not a known user", "user not found",
    "user is not found", "user was not found", "no such user", "no such a user", "no such person",
    "no such recipient", "no such mailbox", "no such account", "no such address", "no such email",
    "no such id", "no such local user", "no such customer", "no mailbox here", "no mailbox by that name",
    "no mailbox found", "no mailbox for", "no account by that name", "no account with", "no local mailbox",
    "not a valid mailbox", "not a valid user", "not a valid recipient", "not a valid email", "not a local",
    "not our customer", "not a mailbox", "not known here", "not known at this site", "doesn't exist",
    "not exist", "don't exist", "dosn't exist", "doesnt exist", "does'nt exist", "doesn't have a",
    "user doesn't have", "do not have an account", "nonexistent", "non-existent", "non existent",
    "isn't in my list", "not in my list", "not in our list", "unknown recipient", "recipient unknown",
    "recipient is unknown", "recipient not found", "recipnotfound", "recipientnotfound",
    "recipient not known", "recipient rejected: access denied", "addresses rejected : access denied",
    "invalid recipient", "recipient invalid", "recipient is invalid", "recipient address is invalid",
    "recipient verify failed", "recipient verification failed", "unknown address", "address unknown",
    "address is unknown", "unknown local", "unknown mailbox", "mailbox unknown", "mailbox not found",
    "mailbox is not found", "mailbox unavailable", "mailbox is unavailable", "mailbox name not allowed",
    "mailbox does not", "mailbox invalid", "invalid mailbox", "unknown or illegal alias", "unknown account",
    "account unknown", "account not found", "account is not found", "account does not", "invalid user",
    "user invalid", "invalid address", "invalid email", "invalid e-mail", "invalid account",
    "invalid login", "address invalid", "address not found", "address is not valid", "address not valid",
    "address does not", "address rejected", "address wasn't found", "couldn't be found",
    "receiver not found", "address could not be found", "bad destination mailbox", "bad destination email",
    "bad address", "not found in directory", "not listed in domino", "not listed in public",
    "not listed in the", "no valid recipients", "recipient name is not recognized",
    "recipient not recognized", "recipient is not recognized", "recipient not recognised",
    "recipient name is not recognised", "user is unknown", "user not recognized", "is not known",
    "delivery to the recipient is impossible", "unrouteable address", "unroutable address",
    "unrouteable mail", "invalid final", "no one by that name", "nobody by that name",
    "no user by that name", "not have a mailbox", "unable to find recipient",
    "unable to validate recipient", "no matches to nameserver query", "@ rejected", "vdeliver: invalid",
    "said: 550 rejected", "inactive email address", "ディレクトリのリストにありません",
    "アドレスが見つから", "存在しません", "宛先不明", "あて先不明", "unbekannter empfänger",
    "empfänger unbekannt", "benutzer unbekannt", "unbekannter benutzer", "existiert nicht",
    "nicht gefunden", "adresse ungültig", "adresse inconnue", "utilisateur inconnu", "destinataire inconnu",
    "destinataire invalide", "n'existe pas", "usuario desconocido", "no existe", "dirección desconocida",
    "destinatario desconocido", "utente sconosciuto", "destinatario sconosciuto", "non esiste",
    "indirizzo inesistente", "usuário desconhecido", "não existe", "destinatário desconhecido",
    "onbekende gebruiker", "gebruiker onbekend", "bestaat niet", "nieznany użytkownik", "nie istnieje",
    "nieznany odbiorca", "не существует", "неизвестный пользователь", "нет такого пользователя", "не існує",
    "neexistuje", "neznámý uživatel", "okänd användare", "finns inte", "ukendt bruger", "findes ikke",
    "ukjent bruker", "finnes ikke", "tuntematon käyttäjä", "ei löydy", "ismeretlen", "nem létezik",
    "utilizator necunoscut", "nu există", "άγνωστος χρήστης", "δεν υπάρχει", "bilinmeyen kullanıcı",
    "böyle bir kullanıcı yok", "mevcut değil", "غير موجود", "مستخدم غير معروف", "وجود ندارد",
    "کاربر ناشناس", "יעד לא ידוע", "לא קיים", "不存在", "查無此人", "없는 사용자", "존재하지 않",
    "không tồn tại", "ไม่มีผู้ใช้", "ไม่พบ", "tidak ditemukan", "tidak dikenal", "tidak ada pengguna",
    "addressee unknown", "account closed", "account has been closed", "mailbox has been closed",
    "account is closed", "user name not found", "unknown customer", "no longer a customer", "not our user",
    "user account not", "no valid mailbox", "unknown to us", "nicht bekannt", "nicht vorhanden",
    "introuvable", "no encontrad", "non trovat", "não encontrad", "niet gevonden", "nie znaleziono",
    "не найден", "не знайдено", "nenalezen", "hittades inte", "ikke fundet", "ikke funnet", "bulunamadı",
    "یافت نشد", "العثور", "找不到", "見つかりません", "찾을 수 없", "không tìm thấy",
)  # fmt: skip
_UNKNOWN_HOST = (
    "host unknown", "unknown host", "host not found", "no such host", "no such domain", "domain not found",
    "domain name not found", "domain does not", "domain unknown", "unknown domain", "nxdomain",
    "name or service not known", "unrouteable mail domain", "cannot find a host", "no mail exchanger",
    "bad destination system", "illegal host/domain", "domain is not reachable", "invalid domain",
    "domain must resolve", "domain isn't in my list", "no route to domain", "unable to lookup host",
    "name service error", "host is unknown", "doesn't exist in dns", "unable to resolve",
    "not find any dns", "hostname unknown", "host name is unknown", "mail exchanger or ip address",
    "couldn't find any", "domain name does not", "unresolvable", "unable to route to domain",
    "domain could not be resolved",
)  # fmt: skip
_NULL_MX = (
    "null mx", "nullmx", "indicated no smtp service", "does not accept mail", "doesn't receive email",
    "doesn't accept email", "doesn't accept mail", "does not receive mail", "domain does not accept",
)  # fmt: skip
_BAD_SYNTAX = (
    "bad destination mailbox address syntax",
    "bad recipient address syntax",
    "malformed address",
    "address syntax",
)
_DISABLED = (
    "account disabled", "is disabled", "account has been disabled", "user disabled", "mailbox disabled",
    "disabled recipient", "disabled or discontinued", "account inactive", "is inactive",
    "account suspended", "is suspended", "been suspended", "mailbox is frozen", "temporarily disabled",
    "temporary locked", "temporarily locked", "account is locked", "deactivated",
    "refused due to recipient preferences", "not accepting messages",
)  # fmt: skip
_POLICY = (
    "spam", "blacklist", "blocklist", "black list", "block list", "blocked", "rbl", "dnsbl", "policy",
    "dmarc", "spf ", "dkim", "reputation", "virus", "malware", "phish", "banned", "unsolicited", "ube,",
    "content filter", "reverse dns", "ptr record", "rdns", "greylist", "too many recipients",
    "too many connections", "rate limit", "frequency limited", "throttl", "relay", "authenticat",
    "not permitted", "not authorized", "unauthorized", "prohibited", "suspicious", "unacceptable",
    "header error", "bad header", "not rfc", "non-compliant", "not compliant", "complaint", "line too long",
    "protocol error", "security", "reject", "denied", "your ip", "ip address", "mail rejete",
    "service refuse", "smtp service not available", "abgelehnt", "垃圾邮件", "迷惑メール", "junk",
    "bulk mail", "unwelcome", "refused",
)  # fmt: skip
_LOOP = (
    "too many hops",
    "hop count exceeded",
    "routing loop",
    "mail loop",
    "loops back",
    "loop detected",
    "loop alert",
)
_EXPIRED = (
    "message expired", "envelope expired", "retry time not reached", "delivery time expired",
    "in the queue too long", "multiple retries", "giving up", "for the last", "been in queue",
    "cannot send message for", "could not send message for", "delivery expired", "has expired",
    "not delivered within", "timeout exceeded", "maximum retries", "too many retries",
    "exceeded the number of retries", "long time", "was aborted after",
)  # fmt: skip
_NETWORK = (
    "timed out", "timeout", "connection refused", "connection reset", "connection lost", "lost connection",
    "no route to host", "network is unreachable", "network unreachable", "host not reachable",
    "host unreachable", "socket error", "did not accept our requests to connect", "unable to connect",
    "could not connect", "can't connect", "couldn't connect", "connection dropped", "connection failed",
    "not responding", "no answer from host", "dns error", "deferred", "temporar", "try again", "try later",
    "tls ", "starttls", "ldap", "bad connection", "network error", "points to local host", "no connection",
    "smtp connection",
)  # fmt: skip
_SYSTEM = (
    "local configuration error", "internal error", "system error", "cannot open", "can't create",
    "permission denied", "i/o error", "command failed", "unknown mailer error", "service unavailable",
    "local error", "out of memory", "bad file", "no such file", "insufficient system", "resources",
    "procmail", "maildrop", "pipe to",
)  # fmt: skip

_UNKNOWN_PERHAPS = (
    "unable to deliver message to <@>", "other recipients in the same domain",
    "please check if address is correct",
)  # fmt: skip
_SURELY_POLICY = (
    "due to policy", "policy restriction", "policy reasons", "policy violation", "for policy", "per policy",
    "by policy", "local policy", "dmarc", "spf check", "spf record", "considered spam", "as spam",
    "spam message", "spam content", "listed at", "listed in zen", "listed by", "spamhaus", "blocked using",
    "dnsbl", "address blacklisted", "ip blacklisted", "is blacklisted", "blocked by", "low reputation",
    "virus detected", "virus found", "contains a virus", "content rejected", "message content",
)  # fmt: skip

PHRASES = (
    ("5.2.2", _FULL),
    ("5.3.4", _TOO_LARGE),
    ("5.1.8", _OUR_SENDER),
    ("4.4.3", _HOST_ASLEEP),
    ("5.7.1", _SURELY_POLICY),
    ("5.1.10", _NULL_MX),
    ("5.1.3", _BAD_SYNTAX),
    ("5.1.6", _MOVED),
    ("5.2.1", _DISABLED),
    ("5.1.2", _UNKNOWN_HOST),
    ("5.1.1", _UNKNOWN),
    ("5.4.6", _LOOP),
    ("5.7.1", _POLICY),
    ("4.4.7", _EXPIRED),
    ("4.4.1", _NETWORK),
    ("4.3.0", _SYSTEM),
    ("5.1.1", _UNKNOWN_PERHAPS),
)
