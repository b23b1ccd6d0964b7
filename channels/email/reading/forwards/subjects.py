"""The marks that mail clients put before the subject of a mail that is forwarded, or answered, by language."""

import re

from channels.email.reading.replies.labels import phrases
from channels.email.reading.replies.lines import plain

FORWARD = """
    en Fw|Fwd|Forward|Forwarded
    de WG|Weitergeleitet
    fr TR|Transf|Transfert
    es RV|Reenviado|Reenv|REE
    it I|Inoltro|Inoltra
    pt ENC|Encaminhado|Reenc
    nl Doorst|Doorgestuurd|Dst
    pl PD|Przek|Przesłane
    ru ПЕР|Пересл|Переслано|Отпр
    uk ПЕР|Перес|Переслано
    bg ПР|Препр
    cs PŘ|Fwd|Přep|Předáno
    sk PR|FW|Prep
    sl PO|Posr
    hr PR|Prosl|Proslijeđeno
    sv VB|Vb|Vidarebefordrat
    no VS|Videresendt|Vs
    da VS|Vs|Videresendt
    is FS|Áframsent
    fi VL|VS|Edelleenlähetetty
    et ED|Edasi
    lv Pārs|Pārsūtīt
    lt PERS|Persiųsta
    hu TOV|Továbbítás|Továbbítva|Fwd
    ro REDIR|Redir|FW
    el ΠΡΘ|Προωθ|ΠΡΟΩΘ
    ca RV|Reenv
    tr İLT|İlt|Yönl|İlet
    ar إعادة توجيه|تحويل|إعادة التوجيه
    fa ارجاع|هدایت|فوروارد|بازارسال
    he הועבר|העברה
    zh 转发|轉寄|轉發|转寄|转
    ja 転送|FW
    ko 전달|전달됨
    vi CT|Chuyển tiếp|Trả lời chuyển tiếp
    th ส่งต่อ
    id TRS|Terusan|Teruskan
"""
MARKS = sorted({plain(phrase) for phrase in phrases(FORWARD)}, key=len, reverse=True)
PREFIX = re.compile(
    rf"\s*(?:\[[^\]]{{0,40}}\]\s*)?(?:{'|'.join(map(re.escape, MARKS))})\s?(?:\[\d{{1,3}}\])?\s?[:：]\s*"
)


def is_forward(subject):
    """Whether the subject says that its mail is forwarded."""
    return bool(PREFIX.match(plain(subject)))


def forwarded_subject(subject):
    """The subject without the mark of forwarding; as it is when it has none."""
    head, colon, rest = subject.partition(":")
    return rest.strip() if colon and PREFIX.fullmatch(plain(f"{head}:")) else subject.strip()
