"""How people and their devices end a mail, by language: "Kind regards", "Sent from my iPhone"."""

import re

from channels.email.reading.replies.labels import phrases
from channels.email.reading.replies.lines import plain

# A closing on a line of its own, with a name below. Thanks are no closing: they may be all that somebody came to say.
CLOSINGS = """
    en Best regards|Kind regards|Regards|Warm regards|Warmest regards|Kindest regards|Best|Best wishes
    en All the best|Cheers|Sincerely|Yours sincerely|Sincerely yours|Yours faithfully|Yours truly
    en Respectfully|Many regards|With kind regards|With best regards|With regards|Thanks and regards
    en Thanks & regards|Thanks and best regards|BR|KR|Rgds|Brgds|Thanks and kind regards
    en Thank you and best regards|Cordially|Kind rgds
    de Mit freundlichen Grüßen|Mit freundlichen Grüssen|Mit freundlichem Gruß|Freundliche Grüße
    de Freundliche Grüsse|Viele Grüße|Viele Grüsse|Liebe Grüße|Beste Grüße|Schöne Grüße|Herzliche Grüße
    de Grüße|Gruß|Gruss|MfG|LG|VG|BG|Mit besten Grüßen|Mit lieben Grüßen|Mit vielen Grüßen
    de Vielen Dank und viele Grüße|Hochachtungsvoll|Besten Gruß|Viele Grüße / Best regards
    de Freundlicher Gruß|Herzliche Grüsse|Danke und Gruß|Vielen Dank und Gruß
    fr Cordialement|Bien cordialement|Très cordialement|Bien à vous|Bien à toi|Salutations
    fr Meilleures salutations|Cdlt|Salutations distinguées|Sincères salutations|Sincèrement
    fr Respectueusement|Amicalement|À bientôt|Amitiés|Cdt
    es Saludos|Un saludo|Atentamente|Cordialmente|Saludos cordiales|Un cordial saludo|Atte|Atte.
    es Un abrazo|Muchos saludos
    it Cordiali saluti|Distinti saluti|Saluti|Un saluto|Cordialmente|Un cordiale saluto|A presto
    it Buona giornata
    pt Atenciosamente|Cumprimentos|Com os melhores cumprimentos|Melhores cumprimentos|Abraços|Att|Att.
    pt Abs|Um abraço
    nl Met vriendelijke groet|Met vriendelijke groeten|Vriendelijke groet|Vriendelijke groeten|Groeten
    nl Groet|Mvg|Gr|Hartelijke groet|Hartelijke groeten|Met hartelijke groet|Hoogachtend
    pl Pozdrawiam|Z poważaniem|Z powazaniem|Serdecznie pozdrawiam|Pozdrowienia|Pozdrawiam serdecznie
    pl Łączę pozdrowienia
    ru С уважением|С наилучшими пожеланиями|Всего доброго|Всего хорошего|С Уважением|Искренне ваш
    be З павагай
    uk З повагою|З найкращими побажаннями|На все добре|Щиро
    bg С уважение|Поздрави|Сърдечни поздрави
    mk Со почит
    sr С поштовањем|Срдачан поздрав|Pozdrav|S poštovanjem
    hr Srdačan pozdrav|Lijep pozdrav|Lp
    sl Lep pozdrav|S spoštovanjem
    cs S pozdravem|S přátelským pozdravem|Zdravím|S úctou|Hezký den
    sk S pozdravom|S priateľským pozdravom|S úctou
    sv Med vänlig hälsning|Med vänliga hälsningar|Vänliga hälsningar|Vänlig hälsning|Hälsningar|Hälsning
    sv Mvh|Bästa hälsningar
    no Med vennlig hilsen|Vennlig hilsen|Hilsen|Beste hilsen|Med vennleg helsing|Mvh.
    is Kveðja|Bestu kveðjur|Með kveðju
    da Med venlig hilsen|Venlig hilsen|De bedste hilsner|Bedste hilsner|Vh|Kh|Kærlig hilsen
    da Mange hilsner|Hilsner
    fi Ystävällisin terveisin|Terveisin|Parhain terveisin|Yst. terv|Yst. terv.|T|Terv|Terv.
    et Lugupidamisega|Parimate soovidega|Tervitades
    lv Ar cieņu
    lt Pagarbiai|Geros dienos
    hu Üdvözlettel|Tisztelettel|Üdv|Üdvözlet|Köszönettel
    ro Cu stimă|Cu respect|Cu prietenie|O zi bună
    ca Salutacions
    el Με εκτίμηση|Φιλικά|Με φιλικούς χαιρετισμούς|Με φιλικούς χαιρετισμούς,
    eu Agur bero bat
    gl Un saúdo
    sq Me respekt
    tr Saygılarımla|Saygılarımızla|İyi çalışmalar|Sevgiler|Selamlar|Saygılar|İyi günler dilerim
    tr Kolay gelsin
    ar مع التحية|مع تحياتي|تحياتي|مع أطيب التحيات|مع خالص التحية|وتفضلوا بقبول فائق الاحترام
    ar أطيب التحيات|مع فائق الاحترام
    fa با احترام|ارادتمند|با سپاس|با تشکر و احترام|با احترام و تشکر|با آرزوی موفقیت|موفق باشید
    he בברכה|בכבוד רב|בברכה רבה
    zh 此致|此致敬礼|祝好|敬上|谨上|謹上|顺祝商祺|順頌商祺|祝商祺|此致敬禮
    ja 敬具|草々
    ko 드림|올림
    vi Trân trọng|Thân ái|Kính thư
    th ขอแสดงความนับถือ|ด้วยความเคารพ
    id Salam|Hormat saya|Salam hormat|Hormat kami
    ms Salam hormat|Yang benar
    hi सादर
"""

# Lines that a program adds. "…" stands for a device or a program; with "!" any short name of one will do.
DEVICE_LINES = """
    en !sent from my …|!sent via my …|!sent on my …|!sent with my …|!sent using my …|!typed on my …
    en !written on my …|!from my …|!sent from our …|sent from …|sent via …|sent with …|sent by …
    en sent on …|sent using …|sent through …|!… from mobile|typed on …|written on …|composed on …
    en send from …|!this email was sent from my …|!this message was sent from my …|!send from my …|sent from a …
    en sent with a …|posted from …
    de !von meinem … gesendet|!von meiner … gesendet|!gesendet von meinem …|!gesendet von meiner …
    de !von meinem … aus gesendet|gesendet von …|gesendet mit …|gesendet mit der …|gesendet über …
    de von … gesendet|!von unterwegs gesendet …|!diese nachricht wurde von meinem … gesendet
    de diese nachricht wurde mit … gesendet|!mit meinem … gesendet
    de !diese e-mail wurde von meinem … gesendet|!versendet von meinem …|!von meinem … versendet
    de gesendet aus der …|!verschickt mit meinem …|!diese mail wurde von meinem … gesendet
    de gesendet aus …
    fr !envoyé de mon …|!envoyé depuis mon …|!envoyé à partir de mon …|!envoyé par mon …|!envoyé de ma …
    fr !envoyé depuis ma …|envoyé de …|envoyé depuis …|envoyé à partir de …|envoyé avec …|envoyé par …
    fr envoyé via …|!envoyée depuis mon …
    es !enviado desde mi …|!enviado de mi …|enviado desde un …|enviado desde …|enviado con …
    es enviado de …|enviado por …
    it !inviato da mio …|!inviato dal mio …|inviato da …|inviato con …|inviato tramite …|inviato dalla …
    it inviato dal …
    pt !enviado do meu …|!enviado a partir do meu …|!enviado pelo meu …|!enviado de meu …|enviado do …
    pt enviado via …|enviado por …|enviado com …|!enviada do meu …|enviada do …
    ca !enviat des del meu …|enviat des de …|!enviat del meu …
    nl !verzonden vanaf mijn …|!verstuurd vanaf mijn …|!verstuurd met mijn …|!verzonden met mijn …
    nl !verstuurd via mijn …|verzonden met …|verzonden via …|verstuurd vanaf …|verstuurd met …
    nl verzonden vanuit …|verstuurd via …|verzonden vanaf …
    pl !wysłane z mojego …|!wysłano z mojego …|wysłane z …|wysłano z …|wysłane przez …
    pl wysłane za pomocą …
    ru !отправлено с моего …|отправлено с …|отправлено из …|отправлено через …|!послано с моего …
    uk !надіслано з мого …|надіслано з …|надіслано через …|!відправлено з мого …|відправлено з …
    be !адпраўлена з майго …
    bg !изпратено от моя …|изпратено от …|!изпратено от моето …
    sr !послато са мог …|!poslato sa mog …|послато са …
    cs !odesláno z mého …|odesláno z …|posláno z …
    sk !odoslané z môjho …|odoslané z …|poslané z …
    sl !poslano iz mojega …|!poslano z mojega …|poslano iz …
    hr !poslano s mog …|!poslano sa mog …|poslano s …|poslano sa …|poslano iz …
    sv !skickat från min …|!skickat från mitt …|!sänt från min …|skickat från …|skickat med …
    sv !skickades från min …|!från min …
    no !sendt fra min …|!sendt fra mitt …|!sendt fra mine …|sendt fra …|sendt med …
    da !sendt fra min …|!sendt fra mit …|!sendt via min …|sendt via …
    is sent úr …|sent frá …
    fi !lähetetty laitteesta …|lähetetty …|!lähetetty …-puhelimesta
    et !saadetud minu …|saadetud …
    lv !nosūtīts no mana …|nosūtīts no …
    lt !išsiųsta iš mano …|išsiųsta iš …
    hu !… készülékemről küldve|!… -emről küldve|!elküldve … készülékemről|!… eszközömről küldve
    hu az én … küldve|küldve …|… küldve
    ro !trimis de pe …|trimis din …
    el !στάλθηκε από το … μου|στάλθηκε από το …|στάλθηκε από …|εστάλη από …
    tr !… cihazımdan gönderildi|!… telefonumdan gönderildi|!… 'umdan gönderildi|… gönderildi
    tr … ile gönderildi|… üzerinden gönderildi
    ar أُرسلت من …|أرسلت من …|تم الإرسال من …|مرسل من …|أُرسل من …|مُرسَل من …|تم إرساله من …
    ar !من جهازي …
    fa ارسال شده از …|ارسال‌شده از …|فرستاده شده از …|فرستاده شده با …|ارسال از …|!از … من فرستاده شد
    fa … ارسال شده است
    he נשלח מה-…|נשלח מ …|נשלח מ-…|נשלח מה …|נשלח מה…|נשלח מ…
    hi !मेरे … से भेजा गया
    eu !nire …-tik bidalia
    zh !从我的 … 发送|!从我的… 发送|!从我的 …发送|!从我的…发送|!發自我的 …|!发自我的 …|!发自我的…
    zh !從我的 … 傳送|!從我的…傳送|发自 …|发自…|!寄自我的 …|!由我的 … 傳送|!從我的 … 寄出|!從我的…寄出
    zh !來自我的 …|发送自 …|传送自 …|傳送自 …
    ja … から送信|…から送信|… から送信されました|…から送信されました|… より送信|…より送信
    ko !나의 …에서 보냄|!내 …에서 보냄|…에서 보냄|…에서 전송|…에서 발송|… 에서 보냄
    vi !đã gửi từ … của tôi|!gửi từ … của tôi|đã gửi từ …|gửi từ …|được gửi từ …
    th !ส่งจาก … ของฉัน|ส่งจาก …|ส่งจาก…|!ส่งจาก…ของฉัน
    id !dikirim dari … saya|dikirim dari …|terkirim dari …
    ms !dihantar dari … saya|!dihantar daripada … saya|dihantar dari …
"""
DEVICES = re.compile(
    r"(?:i(?:phone|pad|pod|os|machine)|android|galaxy|samsung|huawei|honor|xiaomi|redmi|nokia|blackberry|htc|sony|xperia|lg\b"
    r"|motorola|moto\b|pixel|oneplus|oppo|vivo|realme|lenovo|asus|windows|microsoft|mac(?:book)?\b|mail|outlook|yahoo|gmail|aol|gmx"
    r"|spark|proton|tutanota|thunderbird|k-9|mobil|móvil|phone|telefon|téléphone|teléfono|telemóvel|celular|cellulare|handy"
    r"|handheld|tablet|device|gerät|apparat|appareil|dispositivo|cell|sailfish|canary|superhuman|newton|nine|boxer|acompli"
    r"|телефон|мобильн|мобільн|почт|пошт|устройств|手机|手機|携帯|スマ|휴대|هاتف|جوال|گوشی|موبایل|טלפון|נייד|sparrow|missive|hey\b)"
)
EXCUSES = re.compile(
    r"excuse|typo|brevity|forgive|pardon|apolog|kürze|tippfehler|brièveté|errores|erreurs|beknopt|краткость"
)
MOST_WORDS = 6

CLOSING_PHRASES = {plain(phrase).rstrip(".,!") for phrase in phrases(CLOSINGS)}


def _patterns():
    for phrase in phrases(DEVICE_LINES):
        before, _, after = plain(phrase.lstrip("!")).partition("...")  # NFKC writes "…" as three dots
        pattern = rf"(?:\w+ )?{re.escape(before)}(.{{1,160}}?){re.escape(after)}[.! ]{{0,9}}"
        yield phrase.startswith("!"), before.strip() or after.strip(), re.compile(pattern)


PATTERNS = list(_patterns())
SIGNS = list({sign for _is_any, sign, _pattern in PATTERNS})
LINK = re.compile(r"[<(\[][^<>()\[\]\s]{0,500}(?::|www)[^<>()\[\]\s]{0,500}[>)\]]|https?:\S{1,500}")


def is_closing(text):
    """Whether the line is nothing but a closing ("Kind regards,")."""
    return len(text) < 60 and plain(text).strip(" ,.!;-–—*_،。，！") in CLOSING_PHRASES


def is_device_line(text):
    """Whether the line is what a telephone or a mail program adds of itself at the end."""
    if len(text) > 400:
        return False
    told = plain(LINK.sub(" ", text)).strip(" <>()[]*_-–—")
    if told.startswith("yahoo mail:") or ("outlook" in told and ("ios" in told or "android" in told)):
        return len(told.split()) <= 9
    # Nearly every line has no sign at all, and that is found out fastest without a look at each pattern.
    if not any(map(told.__contains__, SIGNS)):
        return False
    return any(_fits(told, *entry) for entry in PATTERNS)


def _fits(told, is_any, sign, pattern):
    found = pattern.fullmatch(told) if sign in told else None
    if not found:
        return False
    device = found[1].strip()
    most = MOST_WORDS if told.startswith(sign) or not is_any else 1 + sign.count(" ")
    few = len(device.split()) <= most and "," not in device and ". " not in device
    if EXCUSES.search(device):
        return len(device.split()) <= 4 * MOST_WORDS
    return few and (is_any or bool(DEVICES.search(device)))
