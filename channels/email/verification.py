"""Mails by which other services ask whether an address is somebody's: sign-up links, one-time codes, new passwords.

Whoever gives our address to such a service must never read here what it answers (the "ticket trick", trust.md MC19):
the next click would make them a member of whatever believes in our domain. So these mails reach agents alone: as a
note on the ticket they were addressed to, which nobody is told of, and otherwise the quarantine. A note may be shown
to too few; a ticket of their own would belong to whom the mail names as its sender, and that is for others to choose.
"""

import re

from accounts.roles import STAFF
from channels.email.senders import has_part, may_be_believed

# They are short, and come to the point.
LOOKED_AT = 4_000
# What such mails ask for, by language: what is to be done = to what, in either order and close together.
CONFIRM = r"""
    en verif|confirm|activat|validat|complet|finish|authenticat
     = e-?mail|address|account|sign-?(?:up|in)|log-?in|registration|identity|subscription|device|phone|membership
    de bestätig|verifizier|aktivier|freischalt|abschließ
     = e-?mail|adresse|konto|account|anmeldung|registrierung|zugang
    fr confirm|vérifi|activer|activez|activation|valider|validez|validation|finalis
     = e-?mail|courriel|adresse|compte|inscription|identité|connexion
    es confirm|verifi|activa\b|activar|activación|valida
     = correo|e-?mail|cuenta|registro|identidad|dirección|suscripción
    it conferm|verific|attiv|convalid = e-?mail|posta|indirizzo|account|iscrizione|registrazione|identità
    pt confirm|verifi|ative|ativar|ativação|valida = e-?mail|conta\b|cadastro|regist|identidade|endereço
    nl bevestig|verifieer|activeer|valideer = e-?mail|adres|account|registratie|aanmelding
    pl potwierd|zweryfik|aktyw = e-?mail|adres|kont|rejestrac
    cs potvr|ověř|aktiv = e-?mail|adres|účet|účt|registrac
    hu megerősít|igazol|aktivál = e-?mail|cím|fiók|regisztráció
    ro confirm|verific|activea|activare = e-?mail|adres|contul|înregistr
    sv bekräfta|verifiera|aktivera = e-?post|e-?mail|konto|adress|registrering
    da bekræft|verificer|aktiver = e-?mail|e-?post|konto|adresse|tilmelding|registrering
    fi vahvista|aktivoi = sähköposti|tili|rekisteröi|osoit
    tr doğrula|onayla|etkinleştir|aktif|tamamla = e-?posta|hesab|hesap|adres|kayıt|kayd|üyeli|kimli
    ru подтверд|подтвержд|активир|активац|завершит = почт|e-?mail|адрес|аккаунт|учётн|учетн|регистрац|запис
    uk підтверд|активу|активац = пошт|e-?mail|адрес|акаунт|обліков|реєстрац
    el επιβεβαί|επαλήθευ|ενεργοποί = e-?mail|λογαριασμ|διεύθυνσ|εγγραφ
    fa تأیید|تایید|فعال|تکمیل = ایمیل|رایانامه|حساب|نشانی|آدرس|ثبت.?نام|عضویت
    ar تأكيد|تاكيد|تفعيل|تحقق = بريد|حساب|عنوان|تسجيل|هوي
    he אימות|אשר|אמת|הפעל = דוא|מייל|חשבון|כתובת|הרשמה
    zh 验证|驗證|确认|確認|激活|啟用|启用 = 邮箱|邮件|信箱|郵件|电子邮|電子郵|账户|账号|帳號|帳戶|注册|註冊
    ja 確認|認証|有効化|完了 = メール|アドレス|アカウント|登録|本人
    ko 인증|확인|활성화 = 이메일|메일|계정|주소|가입
    vi xác nhận|xác minh|kích hoạt = e-?mail|thư|tài khoản|địa chỉ|đăng ký
    id verifikasi|konfirmasi|aktifkan|aktivasi = e-?mail|surel|akun|alamat|pendaftaran
"""
# Where words begin within others.
JOINED = {"fa", "ar", "he", "zh", "ja", "ko"}
# What says it by itself.
SAID = r"""
    verification code|verification link|verification e-?mail|security code|confirmation code|confirmation link
    |one[- ]time (?:pass(?:word|code)|code|pin|link)|\botp\b|pass-?code|magic link|two-factor
    |(?:sign|log)[- ]?in (?:code|link)|login (?:code|link)|access code|authentication code
    |reset (?:your|the|my) password|password reset|change your password|set (?:up )?(?:your|a) (?:new )?password
    |(?:invited|invitation|invites) (?:you )?to (?:join|the (?:team|workspace|organi[sz]ation))
    |accept (?:the |your )?invit
    |bestätigungs(?:code|link|mail)|sicherheitscode|einmal(?:code|passwort|kennwort)|anmeldecode
    |(?:passwort|kennwort) (?:zurücksetzen|vergessen|ändern)|einladung annehmen
    |code (?:de )?(?:vérification|confirmation|sécurité|connexion)|mot de passe (?:à usage unique|oublié)
    |réinitialis\w* (?:de |votre )?(?:le |du )?mot de passe
    |código de (?:verificación|confirmación|seguridad|verificação|confirmação|segurança|acesso)
    |(?:restablec|redefin|recuper)\w* (?:de |tu |su |a |sua )?(?:la )?(?:contraseña|senha)
    |codice (?:di )?(?:verifica|conferma|sicurezza|accesso)|reimposta\w* (?:la )?password
    |verificatiecode|bevestigingscode|beveiligingscode|wachtwoord (?:opnieuw instellen|herstellen|vergeten)
    |kod weryfikacyjny|reset\w* hasła|ověřovací kód|obnov\w* hesl|vahvistuskoodi
    |ellenőrző kód|jelszó visszaállítás|cod de verificare|verifieringskod|engångskod|bekræftelseskode
    |(?:doğrulama|onay|güvenlik|giriş) (?:kodu|bağlantı)|tek kullanımlık
    |(?:şifre|parola)\w* (?:sıfırla|yenile|değiştir)
    |код (?:подтверждения|проверки|доступа|безопасности|входа)|одноразов|(?:сброс|восстановлен|смен)\w* пароля
    |код підтвердження|(?:скидання|відновлення) пароля
    |κωδικ\w+ (?:επαλήθευσης|επιβεβαίωσης)
    |(?:کد|رمز) (?:تأیید|تایید|یک ?.?بار|ورود|امنیتی|فعال)|(?:بازیابی|بازنشانی|تغییر) (?:رمز|گذرواژه)
    |رمز (?:التحقق|التأكيد|لمرة)|(?:كود|رقم) التحقق|(?:إعادة|استعادة) (?:تعيين )?كلمة
    |קוד (?:אימות|חד)|איפוס סיסמ
    |验证码|驗證碼|校验码|动态码|重置密码|重設密碼|一次性密码|確認コード|認証コード|検証コード|ワンタイム
    |パスワード(?:の)?(?:再設定|リセット)
    |인증 ?(?:번호|코드)|확인 코드|비밀번호 (?:재설정|초기화)|mã (?:xác nhận|xác minh|otp)|đặt lại mật khẩu
    |kode (?:verifikasi|otp|konfirmasi)|atur ulang kata sandi
"""
# A link, or a code: digits, or letters and digits as they are typed in.
KEYS = re.compile(
    r"https?://\S|(?<![\w.,/#-])"
    r"(?:\d{4,8}|\d{3}[ -]\d{3}|(?=[A-Z-]{0,12}\d)[A-Z0-9]{4,6}(?:-[A-Z0-9]{4,6})?)(?![\w/])"
)
# Mailboxes that services send such things from, and that nobody reads.
SERVICES = re.compile(
    r"(?:[^@]*[._+-])?(?:no-?_?reply|do-?_?not-?_?reply|notreply|verif\w*|confirm\w*|activat\w*|auth(?:entication)?|security|"
    r"sign-?up|sign-?in|log-?in|registration|register|welcome|onboarding|invit\w*|notif\w*|passwords?|mailer|robot|bot|otp|"
    r"feedback)(?:[._+-][^@]*)?@",
    re.I,
)


def _phrases():
    near = r"\w*[^.!?\n。]{0,40}?"
    pairs = []
    for language, do, what in re.findall(r"^ +(\w\w) (.+?)\s*= (.+)$", CONFIRM, re.M):
        begin = "" if language in JOINED else r"\b"
        pairs += [f"{begin}(?:{one}){near}{begin}(?:{two})" for one, two in ((do, what), (what, do))]
    return re.compile("|".join([*pairs, re.sub(r"\n\s*", "", SAID)]), re.I)


PHRASES = _phrases()


def is_key(mail, sender, thread):
    """Whether the mail brings a link or code that opens something elsewhere, and is not from a person on the ticket.

    `sender` is the User with its address or None, `thread` the Thread it answers or None.
    """
    if sender and sender.role in STAFF:
        return False
    is_by_service = is_from_service(mail)
    is_on_ticket = thread and sender and may_be_believed(mail) and has_part(thread.ticket, sender)
    if not is_by_service and (thread is None or is_on_ticket):
        return False
    # The subject stands for a line of its own.
    words = f"{mail.subject}\n{mail.text[:LOOKED_AT]}"
    return bool(has_key(mail) and PHRASES.search(words))


def is_from_service(mail):
    """Whether a machine sent it, or a mailbox that nobody reads. What a list passes on may well be a person's."""
    is_machine = mail.is_auto or (mail.no_auto_reply and mail.behind is None)
    return is_machine or bool(SERVICES.match(mail.sender.address))


def has_key(mail):
    """Whether there is a link or a code in it."""
    return bool(KEYS.search(f"{mail.subject}\n{mail.text[:LOOKED_AT]}")) or "<a " in mail.html.lower()
