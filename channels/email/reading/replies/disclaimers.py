"""What servers put above or below a mail of somebody's: warnings of strangers, and the confidence of lawyers."""

from channels.email.reading.replies.labels import phrases
from channels.email.reading.replies.lines import plain

# A warning names one of these within its first words, and stands above everything.
STRANGER = """
    en outside of the organi|outside the organi|outside of your organi|outside your organi|external sender
    en outside of our organi|outside our organi
    en from an external source|from outside of|this email originated|external email|external e-mail
    en often get email from|outside of the company|outside the company
    de außerhalb der organisation|außerhalb ihrer organisation|außerhalb des unternehmens|externer absender
    de externe e-mail|kam von außerhalb|stammt von außerhalb|von einem externen absender
    fr extérieur de l'organisation|l'extérieur de votre organisation|expéditeur externe|source externe
    es fuera de la organización|fuera de su organización|remitente externo|correo externo
    it dall'esterno dell'organizzazione|mittente esterno|dall'esterno
    pt fora da organização|remetente externo|email externo
    nl buiten de organisatie|buiten uw organisatie|externe afzender
    pl spoza organizacji|nadawca zewnętrzny|zewnętrznego nadawcy
    ru внешний отправитель|извне организации|от внешнего отправителя
    uk зовнішній відправник|ззовні організації
    sv utanför organisationen|extern avsändare
    no utenfor organisasjonen|ekstern avsender
    da uden for organisationen|ekstern afsender
    tr kuruluş dışından|kurum dışından|harici gönderen
    ar خارج المؤسسة|خارج المنظمة|مرسل خارجي
    fa خارج از سازمان|فرستنده خارجی
"""
WARNED = (
    "caution warning attention external extern notice be achtung vorsicht warnung avertissement precaución"
)
WARNED += " advertencia atenção cuidado attenzione let uwaga внимание увага varning advarsel dikkat"
WARNED += " uyarı تحذیر تنبیه هشدار توجه this you"
ALONE = {
    "external",
    "[external]",
    "[ext]",
    "external email",
    "external sender",
    "extern",
    "[extern]",
    "externe e-mail",
}

# How a lawyer's paragraph begins, and what it speaks of.
BEGINNINGS = """
    en this e-mail|this email|this message|this communication|the information|the contents of|confidentiality
    en disclaimer|legal notice|this transmission|notice: this|important notice
    de diese e-mail|diese mail|diese nachricht|der inhalt dieser|rechtlicher hinweis|vertraulich
    fr ce message|ce courriel|cet e-mail|ce mail|les informations|avis de confidentialité
    es este mensaje|este correo|la información|aviso legal|este e-mail
    it questo messaggio|questa e-mail|le informazioni|questa mail|avviso di riservatezza
    pt esta mensagem|este e-mail|este email|as informações|aviso legal
    nl dit bericht|deze e-mail|dit e-mailbericht|de informatie|disclaimer
    pl niniejsza wiadomość|ta wiadomość|informacje zawarte|treść tej
    ru это сообщение|данное сообщение|это письмо|данное письмо|информация, содержащаяся
    uk це повідомлення|цей лист|інформація, що
    cs tato zpráva|tento e-mail|informace obsažené
    sv detta meddelande|detta e-postmeddelande|informationen i
    no denne e-posten|denne meldingen
    da denne e-mail|denne meddelelse
    fi tämä viesti|tämä sähköposti
    hu ez az üzenet|ez az e-mail
    tr bu e-posta|bu mesaj|bu ileti
    ar هذه الرسالة|هذا البريد|المعلومات الواردة
    fa این ایمیل|این پیام|این نامه|این رایانامه
    he הודעה זו|דואר זה
    zh 本邮件|此邮件|本電子郵件|本电子邮件
    ja このメール|本メール|このメッセージ
"""
SECRETS = """
    en confidential|privileged|intended only|intended solely|intended for the|addressee|intended recipient
    de vertraulich|bestimmungsgemäße|nur für den|ausschließlich für den
    fr confidentiel|destinataire
    es confidencial|destinatario
    it riservat|destinatari
    pt confidencia|destinatário
    nl vertrouwelijk|geadresseerde
    pl poufn|adresat
    ru конфиденциальн|адресат
    uk конфіденційн|адресат
    cs důvěrn|adresát
    sv konfidentiell|mottagare
    no konfidensiell|mottaker
    da fortrolig|modtager
    fi luottamuksellin|vastaanottaj
    hu bizalmas|címzett
    tr gizli|alıcı
    ar سریة|سری
    fa محرمانه
    he סודי|חסוי
    zh 保密|机密|機密
    ja 機密|秘密
"""
NEAR = 200


def _all(table):
    return tuple(plain(phrase) for phrase in phrases(table))


STRANGERS, BEGINS, CONFIDES = _all(STRANGER), _all(BEGINNINGS), _all(SECRETS)
WARNINGS = {plain(word) for word in WARNED.split()}


def is_banner(text):
    """Whether the text is a server's warning that its sender is a stranger."""
    told = plain(text).strip(" *_-")
    begins = told.strip("[(*!⚠️ ").split(" ", 1)[0].strip(":!,.]")
    return told in ALONE or (begins in WARNINGS and any(phrase in told[:NEAR] for phrase in STRANGERS))


def is_disclaimer(text):
    """Whether the paragraph says that the mail is meant for somebody else's eyes."""
    told = plain(text).strip(" *_-")
    return told.startswith(BEGINS) and any(phrase in told[:NEAR] for phrase in CONFIDES)
