"""Mails that somebody forwarded, as the clients of many languages write them, taken apart again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.email.reading.forwards import taken_apart
from channels.email.reading.mail import Address

TEXT = "Our printer is out of ink.\n\nCan you help?\nBo"
COMMENT = "Please see below.\n\nIs it ours?"
BO, ANN, CARL = (
    Address("Bo Øst", "bo@example.org"),
    Address("", "ann@example.com"),
    Address("Lee, Carl", "carl@example.net"),
)

# Apple Mail's, Thunderbird's, Yahoo's announcement; from, subject, date, to, copy; the mark of the subject.
LANGUAGES = {
    "en": ("Begin forwarded message", "Forwarded Message", "From Subject Date To Cc", "Fwd"),
    "de": (
        "Anfang der weitergeleiteten Nachricht",
        "Weitergeleitete Nachricht",
        "Von Betreff Datum An Kopie",
        "WG",
    ),
    "fr": ("Début du message réexpédié", "Message transféré", "De Objet Date À Cc", "TR"),
    "es": ("Inicio del mensaje reenviado", "Mensaje reenviado", "De Asunto Fecha Para CC", "RV"),
    "it": ("Inizio messaggio inoltrato", "Messaggio inoltrato", "Da Oggetto Data A Cc", "I"),
    "pt": ("Início da mensagem encaminhada", "Mensagem encaminhada", "De Assunto Data Para Cc", "ENC"),
    "nl": ("Begin doorgestuurd bericht", "Doorgestuurd bericht", "Van Onderwerp Datum Aan Kopie", "Doorst"),
    "pl": ("Początek przekazywanej wiadomości", "Przekazana wiadomość", "Od Temat Data Do DW", "PD"),
    "ru": ("Начало переадресованного сообщения", "Пересылаемое сообщение", "От Тема Дата Кому Копия", "ПЕР"),
    "uk": (
        "Початок листа, що пересилається",
        "Переслане повідомлення",
        "Від Тема Дата Кому Копія",
        "Переслано",
    ),
    "cs": ("Začátek přeposílané zprávy", "Přeposlaná zpráva", "Od Předmět Datum Komu Kopie", "FW"),
    "sk": ("Začiatok preposlanej správy", "Preposlaná správa", "Od Predmet Dátum Komu Kópia", "FW"),
    "sv": ("Vidarebefordrat mejl", "Vidarebefordrat meddelande", "Från Ämne Datum Till Kopia", "VB"),
    "no": ("Videresendt melding", "Videresendt melding", "Fra Emne Dato Til Kopi", "VS"),
    "da": ("Start på videresendt besked", "Videresendt meddelelse", "Fra Emne Dato Til Cc", "VS"),
    "fi": (
        "Välitetty viesti alkaa",
        "Edelleenlähetetty viesti",
        "Lähettäjä Aihe Päivämäärä Vastaanottaja Kopio",
        "VL",
    ),
    "hu": ("Továbbított levél kezdete", "Továbbított üzenet", "Feladó Tárgy Dátum Címzett Másolat", "TOV"),
    "hr": ("Početak proslijeđene poruke", "Proslijeđena poruka", "Šalje Naslov Datum Prima CC", "PR"),
    "et": ("Edastatud kiri", "Edastatud kiri", "Saatja Teema Kuupäev Adressaat Koopia", "Edasi"),
    "el": ("Αρχή προωθημένου μηνύματος", "Προωθημένο μήνυμα", "Από Θέμα Ημερομηνία Προς Κοιν.", "ΠΡΘ"),
    "tr": ("İleti başlangıcı", "İletilmiş Mesaj", "Kimden Konu Tarih Kime Bilgi", "İLT"),
    "ar": ("بدء الرسالة المعاد توجيهها", "رسالة معاد توجيهها", "من الموضوع التاريخ إلى نسخة", "إعادة توجيه"),
    "fa": ("شروع پیام هدایت شده", "پیام هدایت شده", "از موضوع تاریخ به رونوشت", "ارجاع"),
    "he": ("תחילת ההודעה שהועברה", "הודעה שהועברה", "מאת נושא תאריך אל עותק", "העברה"),
    "zh": ("开始转发的邮件", "转发的邮件", "发件人 主题 日期 收件人 抄送", "转发"),
    "ja": ("転送されたメッセージ", "転送メッセージ", "差出人 件名 日付 宛先 CC", "転送"),
    "ko": ("전달된 메시지 시작", "전달된 메시지", "보낸사람 제목 날짜 수신 참조", "전달"),
    "vi": ("Bắt đầu thư được chuyển tiếp", "Thư chuyển tiếp", "Từ Subject Ngày Đến Cc", "Fwd"),
    "id": ("Mulai pesan yang diteruskan", "Pesan terusan", "Dari Perihal Tanggal Kepada Cc", "TRS"),
}


def header(labels, order="from subject date to cc", gap=": "):
    names = dict(zip(("from", "subject", "date", "to", "cc"), labels.split(), strict=True))
    values = {
        "from": "Bo Øst <bo@example.org>",
        "subject": "No ink",
        "date": "3.6.2024, 10:12:33",
        "to": "ann@example.com",
        "cc": '"Lee, Carl" <carl@example.net>',
    }
    return "\n".join(f"{names[kind]}{gap}{values[kind]}" for kind in order.split())


def quoted(text):
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def yahoo(labels):
    sender, subject, date, to, cc = labels.split()
    return (
        f"{sender}: Bo Øst <bo@example.org>{to}: ann@example.com <ann@example.com>{cc}: Lee, Carl <carl@example.net>"
        f"{date}: 3.6.2024 10:12:33 CET{subject}: No ink"
    )


SHAPES = {
    "Apple Mail": lambda apple, other, labels: quoted(f"{apple}:\n\n{header(labels)}\n\n{TEXT}"),
    "Apple Mail, older": lambda apple, other, labels: (
        f"{apple}:\n\n" + quoted(header(labels) + "\n\n" + TEXT)
    ),
    "Gmail": lambda apple, other, labels: (
        f"---------- Forwarded message ---------\n{header(labels, 'from date subject to cc')}\n\n\n{TEXT}"
    ),
    "Thunderbird": lambda apple, other, labels: (
        f"-------- {other} --------\n{header(labels, 'subject date from to cc', ':' + chr(9))}\n\n\n\n{TEXT}"
    ),
    "HubSpot": lambda apple, other, labels: (
        f"---------- {other} ---------\n{header(labels, gap=chr(160) + ': ')}\n\n{TEXT}"
    ),
    "Yahoo": lambda apple, other, labels: f"   ----- {other} ----- {yahoo(labels)}\n {TEXT}",
    "Missive": lambda apple, other, labels: (
        f"---------- Forwarded message ----------\n{header(labels)}\n\n{quoted(TEXT)}"
    ),
    "Outlook": lambda apple, other, labels: f"{header(labels, 'from date to cc subject')}\n\n{TEXT}",
    "Outlook, new": lambda apple, other, labels: f"{header(labels, 'from date to cc subject')}\n{TEXT}",
    "Outlook on the web": lambda apple, other, labels: (
        f"________________________________\n{header(labels, 'from date to cc subject')}\n\n{TEXT}"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("comment", ["", COMMENT])
def test_a_forwarded_mail_is_taken_apart(shape, comment):
    for language, (apple, other, labels, mark) in LANGUAGES.items():
        mail = f"{comment}\n\n{SHAPES[shape](apple, other, labels)}\n"
        found = taken_apart(f"{mark}: No ink", mail)
        assert found is not None, language
        assert (found.sender, found.to, found.cc) == (BO, [ANN], [CARL]), language
        assert (found.subject, found.text, found.comment) == ("No ink", TEXT, comment), language
        assert "10:12:33" in found.date


ATTRIBUTED = {
    "en": 'On 3/6/2024 10:12, "Bo Øst" <bo@example.org> wrote:',
    "de": 'Am 3.6.2024, 10:12 schrieb "Bo Øst" <bo@example.org>:',
    "fr": "Le 3/6/2024 10:12, « Bo Øst » <bo@example.org> a écrit :",
    "fi": "Bo Øst <bo@example.org> kirjoitti 3.6.2024 kello 10.12:",
    "nl": 'Op 3/6/2024 10:12 heeft "Bo Øst" <bo@example.org> geschreven:',
    "cs": "Dne 3/6/2024 10:12, „Bo Øst“ <bo@example.org> napsal(a):",
    "hu": "3/6/2024 10:12 időpontban Bo Øst (bo@example.org) ezt írta:",
    "ru": '3/6/2024 10:12 пользователь "Bo Øst" <bo@example.org> написал:',
    "tr": '3/6/2024 10:12 tarihinde "Bo Øst" <bo@example.org> şunu yazdı:',
    "ro": "Pe 3/6/2024, 10:12, „Bo Øst” <bo@example.org> a scris:",
    "hr": '3/6/2024 10:12 "Bo Øst" <bo@example.org> je napisao:',
}


@pytest.mark.parametrize("language", ATTRIBUTED)
def test_outlook_for_mac_forwards_with_an_attribution(language):
    found = taken_apart("FW: No ink", f"{COMMENT}\n\n\ufeff{ATTRIBUTED[language]}\n\n{TEXT}")
    assert (found.sender, found.subject, found.text, found.comment) == (BO, "No ink", TEXT, COMMENT)


@pytest.mark.parametrize(
    "subject", ["Re: No ink", "No ink", "", "AW: Fwd", "YNT: Mürekkep", "Forwarding is broken"]
)
def test_an_answer_is_not_a_forwarded_mail(subject):
    labels = LANGUAGES["en"][2]
    assert taken_apart(subject, f"Yes.\n\n{header(labels, 'from date to cc subject')}\n\n{TEXT}") is None
    assert taken_apart(subject, f"Yes.\n\n{ATTRIBUTED['en']}\n\n{quoted(TEXT)}") is None
    assert taken_apart(subject, "Yes.") is None


def test_only_the_outermost_of_forwarded_mails_is_taken():
    labels = LANGUAGES["de"][2]
    inner = f"---------- Forwarded message ---------\n{header(LANGUAGES['en'][2])}\n\n{TEXT}"
    found = taken_apart(
        "Fwd: x", f"---------- Forwarded message ---------\n{header(labels)}\n\nSee:\n\n{inner}"
    )
    assert found.text == f"See:\n\n{inner}"


def test_words_below_a_quoted_forward_belong_to_the_comment():
    labels = LANGUAGES["en"][2]
    found = taken_apart(
        "Fwd: No ink",
        f"Above\n\nBegin forwarded message:\n\n{quoted(header(labels) + chr(10) * 2 + TEXT)}\n\nBelow",
    )
    assert (found.text, found.comment) == (TEXT, "Above\n\nBelow")


def test_a_forwarded_mail_in_html_alone_is_taken_apart():
    rows = header(LANGUAGES["fa"][2]).replace("<", "&lt;").replace("\n", "<br>")
    said = f"<div>---------- Forwarded message ---------<br>{rows}<br></div><p>Ink?</p>"
    html = f'<div>Look</div><div class="gmail_quote">{said}</div>'
    found = taken_apart("Fwd: No ink", "", html)
    assert (found.sender, found.cc, found.text, found.comment) == (BO, [CARL], "Ink?", "Look")


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=300),
    st.sampled_from(sorted(SHAPES)),
    st.sampled_from(sorted(LANGUAGES)),
    st.integers(0, 400),
)
def test_a_damaged_forward_never_stumbles(noise, shape, language, place):
    apple, other, labels, mark = LANGUAGES[language]
    mail = SHAPES[shape](apple, other, labels)
    damaged = mail[:place] + noise + mail[place:]
    taken_apart(f"{mark}: x", damaged)
    taken_apart(noise, "", damaged)
