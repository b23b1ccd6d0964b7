"""What clients make of an answer to a mail of ours: their plain text and their HTML, above, below and in between."""

from html import escape

# As we write to them: what is new, what was before, a link, our signature.
ASKED = """#42 No ink

Ben answered:

Your printer is ready again. Please tell us whether the colours are right.

Open the ticket: https://desk.example.org/portal/tickets/42/

Before that, Ann Lee wrote (3 June 2024, 10:00):
> There is no ink.

{}
Example Support
Monday to Friday: 9:00 to 17:00""".format("-- ")

# How Gmail, Apple Mail, Thunderbird, Yahoo, Outlook for Mac, Mail.ru, QQ and others attribute, by language.
ATTRIBUTIONS = {
    "en": "On Mon, 3 Jun 2024 at 10:12, Example Support <support@example.org> wrote:",
    "en apple": "On 3 Jun 2024, at 10:12, Example Support <support@example.org> wrote:",
    "en yahoo": "On Monday, June 3, 2024 at 10:12:33 AM GMT+2, Example Support <support@example.org> wrote:",
    "de": "Am Mo., 3. Juni 2024 um 10:12 Uhr schrieb Example Support <support@example.org>:",
    "de yahoo": "Am Montag, 3. Juni 2024, 10:12 hat Example Support <support@example.org> Folgendes geschrieben:",
    "fr": "Le lun. 3 juin 2024 à 10:12, Example Support <support@example.org> a écrit :",
    "es": "El lun, 3 jun 2024 a las 10:12, Example Support (<support@example.org>) escribió:",
    "it": "Il giorno lun 3 giu 2024 alle ore 10:12 Example Support <support@example.org> ha scritto:",
    "pt": "Em seg., 3 de jun. de 2024 às 10:12, Example Support <support@example.org> escreveu:",
    "nl": "Op ma 3 jun 2024 om 10:12 schreef Example Support <support@example.org>:",
    "pl": "pon., 3 cze 2024 o 10:12 Example Support <support@example.org> napisał(a):",
    "pl apple": "Wiadomość napisana przez Example Support <support@example.org> w dniu 03.06.2024, o godz. 10:12:",
    "ru": "пн, 3 июн. 2024 г. в 10:12, Example Support <support@example.org>:",
    "ru apple": "3 июня 2024 г., в 10:12, Example Support <support@example.org> написал(а):",
    "ru mail": "Понедельник, 3 июня 2024, 10:12 +03:00 от Example Support <support@example.org>:",
    "uk": "пн, 3 черв. 2024 р. о 10:12 Example Support <support@example.org> пише:",
    "cs": "po 3. 6. 2024 v 10:12 odesílatel Example Support <support@example.org> napsal:",
    "sk": "po 3. 6. 2024 o 10:12 Example Support <support@example.org> napísal(a):",
    "sv": "Den mån 3 juni 2024 kl 10:12 skrev Example Support <support@example.org>:",
    "no": "man. 3. juni 2024 kl. 10:12 skrev Example Support <support@example.org>:",
    "da": "Den man. 3. jun. 2024 kl. 10.12 skrev Example Support <support@example.org>:",
    "fi": "ma 3. kesäk. 2024 klo 10.12 Example Support (support@example.org) kirjoitti:",
    "hu": "Example Support <support@example.org> ezt írta (időpont: 2024. jún. 3., H, 10:12):",
    "ro": "În lun., 3 iun. 2024 la 10:12, Example Support <support@example.org> a scris:",
    "el": "Στις Δευ 3 Ιουν 2024 στις 10:12 π.μ., ο χρήστης Example Support <support@example.org> έγραψε:",
    "tr": "Example Support <support@example.org>, 3 Haz 2024 Pzt, 10:12 tarihinde şunu yazdı:",
    "tr thunderbird": "3.06.2024 10:12 tarihinde Example Support <support@example.org> yazdı:",
    "ar": "في الاثنين، ٣ يونيو ٢٠٢٤ في ١٠:١٢ ص تمت كتابة ما يلي بواسطة Example Support <support@example.org>:",
    "ar apple": "في ٣ يونيو ٢٠٢٤، الساعة ١٠:١٢، كتب Example Support <support@example.org>:",
    "fa": "در تاریخ دوشنبه ۱۴ خرداد ۱۴۰۳، ۱۰:۱۲ Example Support <support@example.org> نوشت:",
    "fa apple": "در ۳ ژوئن ۲۰۲۴، ساعت ۱۰:۱۲، Example Support <support@example.org> نوشت:",
    "he": "\u202bבתאריך יום ב׳, 3 ביוני 2024 ב-10:12 מאת \u202aExample Support\u202c <support@example.org>:\u202c",
    "zh": "Example Support <support@example.org> 于2024年6月3日周一 10:12写道：",
    "zh 163": '在 2024-06-03 10:12:33，"Example Support" <support@example.org> 写道：',
    "zh hant": "Example Support <support@example.org> 於 2024年6月3日 週一 上午10:12寫道：",
    "ja": "2024年6月3日(月) 10:12 Example Support <support@example.org>:",
    "ko": "2024년 6월 3일 (월) 오전 10:12, Example Support <support@example.org>님이 작성:",
    "vi": "Vào Th 2, 3 thg 6, 2024 vào lúc 10:12 Example Support <support@example.org> đã viết:",
    "th": "ในวันที่ จ. 3 มิ.ย. 2024 เวลา 10:12 Example Support <support@example.org> เขียนว่า:",
    "id": "Pada Sen, 3 Jun 2024 pukul 10.12 Example Support <support@example.org> menulis:",
}

# From, sent, to, subject as Outlook writes them.
HEADERS = {
    "en": ("From", "Sent", "To", "Subject"),
    "de": ("Von", "Gesendet", "An", "Betreff"),
    "fr": ("De", "Envoyé", "À", "Objet"),
    "es": ("De", "Enviado", "Para", "Asunto"),
    "it": ("Da", "Inviato", "A", "Oggetto"),
    "pt": ("De", "Enviado", "Para", "Assunto"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp"),
    "pl": ("Od", "Wysłano", "Do", "Temat"),
    "ru": ("От", "Отправлено", "Кому", "Тема"),
    "uk": ("Від", "Надіслано", "Кому", "Тема"),
    "cs": ("Od", "Odesláno", "Komu", "Předmět"),
    "sk": ("Od", "Odoslané", "Komu", "Predmet"),
    "sv": ("Från", "Skickat", "Till", "Ämne"),
    "no": ("Fra", "Sendt", "Til", "Emne"),
    "da": ("Fra", "Sendt", "Til", "Emne"),
    "fi": ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"),
    "hu": ("Feladó", "Elküldve", "Címzett", "Tárgy"),
    "ro": ("De la", "Trimis", "Către", "Subiect"),
    "el": ("Από", "Στάλθηκε", "Προς", "Θέμα"),
    "tr": ("Kimden", "Gönderildi", "Kime", "Konu"),
    "ar": ("من", "تم الإرسال", "إلى", "الموضوع"),
    "fa": ("از", "ارسال شده", "به", "موضوع"),
    "he": ("מאת", "נשלח", "אל", "נושא"),
    "zh": ("发件人", "发送时间", "收件人", "主题"),
    "ja": ("差出人", "送信日時", "宛先", "件名"),
    "ko": ("보낸 사람", "보낸 날짜", "받는 사람", "제목"),
    "vi": ("Từ", "Đã gửi", "Đến", "Chủ đề"),
    "th": ("จาก", "ส่ง", "ถึง", "เรื่อง"),
    "id": ("Dari", "Dikirim", "Kepada", "Subjek"),
}


def quoted(text):
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def rich(text):
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.split("\n"))


def wrapped(attribution):
    """The attribution as clients wrap it that keep lines below 78 columns."""
    return attribution.replace(" <", "\n<", 1) if len(attribution) > 60 else attribution


def header(language):
    values = (
        "Example Support <support@example.org>",
        "3/6/2024 10:12",
        "Ann Lee <ann@example.com>",
        "[#42] Ink",
    )
    return list(zip(HEADERS[language], values, strict=True))


def header_text(language, mark=""):
    return "\n".join(f"{mark}{label}:{mark} {value}" for label, value in header(language))


def header_html(language):
    return "<br>".join(f"<b>{label}:</b> {escape(value)}" for label, value in header(language))


TEXTS = {
    "above": lambda words, told: f"{words}\n\n{told}\n\n{quoted(ASKED)}\n",
    "right above": lambda words, told: f"{words}\n{wrapped(told)}\n{quoted(ASKED)}\n",
    "above, wrapped": lambda words, told: f"{words}\n\n{wrapped(told)}\n\n{quoted(ASKED)}\n",
    "below": lambda words, told: f"{told}\n{quoted(ASKED)}\n\n{words}\n",
    "below, wrapped": lambda words, told: f"{wrapped(told)}\n{quoted(ASKED)}\n\n{words}\n",
    "Apple Mail": lambda words, told: f"{words}\n\n> {told}\n> \n{quoted(ASKED)}\n",
    "Yahoo": lambda words, told: f"{words}\n\n   {told}\n\n{ASKED}\n",
    "telephone": lambda words, told: f"{words}\n\nSent from my iPhone\n\n> {told}\n>\n{quoted(ASKED)}\n",
    "signed": lambda words, told: f"{words}\n\n-- \nAnn Lee\n+44 20 7946 0000\n\n{told}\n{quoted(ASKED)}\n",
}
HTMLS = {
    "Gmail": lambda words, told: (
        f'<div dir="ltr">{rich(words)}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">'
        f'{escape(told)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:'
        f'1px solid rgb(204,204,204);padding-left:1ex">{rich(ASKED)}</blockquote></div>'
    ),
    "Gmail, below": lambda words, told: (
        f'<div dir="ltr"><div class="gmail_quote"><div class="gmail_attr">{escape(told)}</div>'
        f'<blockquote class="gmail_quote" style="border-left:1px solid">{rich(ASKED)}</blockquote>'
        f"{rich(words)}</div></div>"
    ),
    "Apple Mail": lambda words, told: (
        f'<html><body>{rich(words)}<div><br><blockquote type="cite"><div>{escape(told)}</div><br class="Apple-'
        f'interchange-newline"><div>{rich(ASKED)}</div></blockquote></div><br></body></html>'
    ),
    "Thunderbird": lambda words, told: (
        f'<html><body>{rich(words)}<div class="moz-cite-prefix">{escape(told)}<br></div>'
        f'<blockquote type="cite" cite="mid:1@example.org">{rich(ASKED)}</blockquote></body></html>'
    ),
    "Thunderbird, below": lambda words, told: (
        f'<body><div class="moz-cite-prefix">{escape(told)}</div><blockquote type="cite">{rich(ASKED)}</blockquote>'
        f'{rich(words)}<div class="moz-signature">-- <br>Ann Lee</div></body>'
    ),
    "Yahoo": lambda words, told: (
        f'<div class="ydp1a2b3c4d">{rich(words)}</div><div id="yahoo_quoted_4242" class="yahoo_quoted">'
        f"<div><div>{escape(told)}</div><div><br></div><div>{rich(ASKED)}</div></div></div>"
    ),
    "Proton": lambda words, told: (
        f'{rich(words)}<div class="protonmail_signature_block">Sent with Proton Mail secure email.</div>'
        f'<div class="protonmail_quote">{escape(told)}<br><blockquote class="protonmail_quote" type="cite">'
        f"{rich(ASKED)}</blockquote></div>"
    ),
    "Mail.ru": lambda words, told: (
        f"<HTML><BODY>{rich(words)}<br>{escape(told)}<br><blockquote style='border-left:1px solid #0857A6;'>"
        f"{rich(ASKED)}</blockquote></BODY></HTML>"
    ),
}
OUTLOOK_TEXTS = {
    "Outlook": lambda words, language: f"{words}\n\n{header_text(language)}\n\n{ASKED}\n",
    "Outlook, tight": lambda words, language: f"{words}\n{header_text(language)}\n{ASKED}\n",
    "Outlook on the web": lambda words, language: (
        f"{words}\n\n{'_' * 32}\n{header_text(language)}\n\n{ASKED}\n"
    ),
    "Outlook by Gmail": lambda words, language: (
        f"{words}\n\n\n\n{header_text(language, '*')}\n\n\n\n{ASKED}\n"
    ),
}
OUTLOOK_HTMLS = {
    "Outlook": lambda words, language: (
        f'<div class="WordSection1">{rich(words)}<div style="border:none;border-top:solid #E1E1E1 1.0pt">'
        f'<p class="MsoNormal">{header_html(language)}</p></div><p class="MsoNormal">{rich(ASKED)}</p></div>'
    ),
    "Outlook on the web": lambda words, language: (
        f'<div class="elementToProof">{rich(words)}</div><div id="appendonsend"></div><hr tabindex="-1">'
        f'<div id="divRplyFwdMsg" dir="ltr"><font>{header_html(language)}</font></div><div>{rich(ASKED)}</div>'
    ),
    "Outlook on a telephone": lambda words, language: (
        f'{rich(words)}<div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/o">Outlook for iOS</a></div>'
        f'<hr><div id="divRplyFwdMsg">{header_html(language)}</div>{rich(ASKED)}'
    ),
}
