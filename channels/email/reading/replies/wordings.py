"""Phrases of mail clients around what they quote, as tables: who wrote, which mail follows, where the answer ends.

From Gmail, Outlook, Apple Mail, Thunderbird, Yahoo, Zoho, HubSpot, QQ, Foxmail, Mail.ru and Yandex, localized.
"""

from channels.email.reading.replies.labels import phrases
from channels.email.reading.replies.lines import plain

# The word "wrote" in a line that attributes a quotation. One word decides; the date or address beside it confirms.
WROTE = """
    en wrote|writes|quoting
    de zitat|schrieb|geschrieben|schreibt
    fr citation|écrit|ecrit|écrivait
    es citando|escribió|escribio|escrito|escribía
    it scritto|scrive|scrisse
    pt escreveu|escreve|escreveram
    nl schreef|geschreven|schrijft
    pl napisana|napisał|napisała|napisal|napisala|pisze
    ru написал|написала|пишет|писал|писала
    uk написав|написала|пише|писав
    be напісаў|напісала|піша
    bg написа
    mk напиша
    sr написао|је написао
    hr napisao|napisala|piše
    cs napsal|napsala|píše
    sk napísal|napísala
    sv citerar|skrev
    no skreiv
    is skrifaði|ritaði
    fi kirjoitti
    et kirjutas
    lv rakstīja|uzrakstīja
    lt rašė|parašė
    hu írta
    ro scris|scrie
    el έγραψε
    ca escrit|escriure
    gl escribiu
    eu idatzi
    tr yazdı|yazdi|yazmış
    ar كتب|كتبت|كتابة
    fa نوشت|نوشته|نوشته‌است
    he כתב|כתבה|מאת
    id menulis
    ms menulis
    vi viết
    sq shkroi
    hy գրել
    ka დაწერა
    hi लिखा
    bn লিখেছেন
    sw aliandika
    tl sumulat
    af geskryf
    cy ysgrifennodd
"""
# Languages that put no space between words: looked for anywhere in the line.
WROTE_WITHOUT_SPACES = (
    "写道",
    "寫道",
    "写于",
    "写於",
    "寫於",
    "のメール",
    "書きました",
    "作成",
    "작성",
    "쓴 글",
    "เขียน",
    "撰寫",
)

# How such a line begins. A date or an address serves as well.
OPENERS = """
    en On|At|In a message dated
    de Am|An
    fr Le
    es El
    it Il|In data
    pt Em|A|Às|No dia
    nl Op
    pl W dniu|Wiadomość napisana|Dnia|W
    ru В|На
    uk У|В|На
    bg На
    cs Dne|V
    sk Dňa
    sl Dne
    hr Dana
    sr Дана
    sv Den
    is Þann
    fi Kirjoitti
    lv Plkst.
    ro La|Pe|În|In
    el Στις|Την|Το
    ca El
    gl O
    tr Tarih
    ar في|بتاريخ|على
    fa در تاریخ|در
    he בתאריך|ב
    id Pada
    ms Pada
    vi Vào|Ngày
    th ใน|เมื่อ
    zh 在|於|于
    hy Ամսաթիվ
    sq Më
    hu Ekkor
    et Kuupäeval
    eu Data
"""

ORIGINAL = """
    en Original|Original Message|Original Mail|Original E-mail|Original Appointment|Original Email|Reply message
    en Reply Message|Message original|Previous message|Previous Replies|Previous Messages
    en Earlier messages
    de Ursprüngliche Nachricht|Original-Nachricht|Originalnachricht|Ursprüngliche Mail
    de Ursprüngliche Mitteilung|Urspr. Nachricht|Original Nachricht|Ursprünglicher Termin
    fr Message d'origine|Message initial|Courriel d'origine|Mail original|Message d’origine
    es Mensaje original|Correo original
    it Messaggio originale|Messaggio Originale
    ca Missatge original
    pt Mensagem original|Mensagem Original|E-mail original
    nl Oorspronkelijk bericht|Origineel bericht|Oorspronkelijke bericht
    pl Wiadomość oryginalna|Oryginalna wiadomość|Treść oryginalnej wiadomości|Oryginalna wiadomosc
    ru Исходное сообщение|Оригинальное сообщение|Первоначальное сообщение|Исходное письмо
    be Зыходны ліст
    uk Початкове повідомлення|Оригінальне повідомлення|Вихідне повідомлення|Початковий лист
    bg Оригинално съобщение|Оригинално писмо
    mk Оригинална порака
    sr Оригинална порука|Originalna poruka
    hr Izvorna poruka
    sl Izvirno sporočilo
    cs Původní zpráva|Původní e-mail
    sk Pôvodná správa|Pôvodný e-mail
    sv Ursprungligt meddelande|Originalmeddelande
    no Opprinnelig melding|Original melding|Opphavleg melding
    da Oprindelig meddelelse|Oprindelig besked|Original meddelelse
    is Upprunalegur póstur
    fi Alkuperäinen viesti
    et Algne kiri|Algne sõnum
    lv Sākotnējā vēstule|Oriģinālā vēstule
    lt Originalus laiškas|Pradinis laiškas
    hu Eredeti üzenet|Eredeti levél
    ro Mesaj original|Mesajul original|Mesajul inițial
    el Αρχικό μήνυμα|Πρωτότυπο μήνυμα
    tr Orijinal Mesaj|Orijinal İleti|Özgün İleti|Özgün Mesaj|Asıl İleti
    ar الرسالة الأصلية|الرسالة الأصليَّة|رسالة أصلية
    fa پیام اصلی|متن اصلی|نامه اصلی
    he הודעה מקורית
    zh 回复的原邮件|回复的邮件|原始邮件|原始郵件|原始消息|原邮件|邮件原件|原始邮件信息|原始訊息
    ja 元のメッセージ|オリジナルメッセージ|元のメール|元メール
    ko 원본 메시지|원본 메일|원본메시지|Original Message
    vi Thư gốc|Thư ban đầu|Tin nhắn gốc
    th ข้อความเดิม|ข้อความต้นฉบับ
    id Pesan Asli|Pesan asli
    ms Mesej Asal
    eu Jatorrizko mezua
    gl Mensaxe orixinal
    af Oorspronklike boodskap
    cy Neges Wreiddiol
    ka საწყისი წერილი
    hi मूल संदेश
    bn মূল বার্তা
    sq Mesazhi Origjinal
    hy Օրիգինալ նամակը
"""
FORWARDED = """
    en Forwarded message|Forwarded Message|Begin forwarded message|Forwarded by|Forwarded mail
    en Start of forwarded message
    de Weitergeleitete Nachricht|Anfang der weitergeleiteten Nachricht
    de Anfang der weitergeleiteten E-Mail|Weitergeleitete Mail|Weitergeleiteter Termin
    fr Message transféré|Début du message réexpédié|Début du message transféré|Message réexpédié
    fr Courriel transféré|Mail transféré
    es Mensaje reenviado|Inicio del mensaje reenviado|Mensaje remitido
    ca Missatge reenviat|Inici del missatge reenviat
    it Messaggio inoltrato|Inizio messaggio inoltrato|Inizio del messaggio inoltrato|Messaggio Inoltrato
    pt Mensagem encaminhada|Mensagem reencaminhada|Início da mensagem reencaminhada
    pt Início da mensagem encaminhada|Mensagem reenviada
    nl Doorgestuurd bericht|Begin doorgestuurd bericht
    gl Mensaxe reenviada
    pl Przekazana wiadomość|Wiadomość przesłana dalej|Początek przekazywanej wiadomości
    pl Treść przekazanej wiadomości|Początek przekazanej wiadomości
    ru Пересылаемое сообщение|Перенаправленное сообщение|Пересланное сообщение
    ru Начало переадресованного сообщения|Начало пересылаемого сообщения|Пересылаемое письмо
    ru Конец пересылаемого сообщения
    uk Переслане повідомлення|Початок листа, що пересилається|Переслане письмо
    uk Переадресоване повідомлення|Пересланий лист|Повідомлення, що пересилається
    be Накіраваны ліст
    bg Препратено съобщение|Препратено писмо
    sr Прослеђена порука|Prosleđena poruka
    hr Proslijeđena poruka|Početak proslijeđene poruke
    sl Posredovano sporočilo|Začetek posredovanega sporočila
    cs Přeposlaná zpráva|Začátek přeposílané zprávy|Přeposlaný e-mail|Předaná zpráva
    sk Preposlaná správa|Začiatok preposlanej správy
    sv Vidarebefordrat meddelande|Vidarebefordrat mejl|Vidarebefordrat brev
    sv Början på vidarebefordrat brev
    no Videresendt melding|Start på videresendt melding|Vidaresend melding|Videresendt e-post
    da Videresendt meddelelse|Start på videresendt besked|Videresendt besked|Videresendt mail
    is Áframsendur póstur
    fi Edelleenlähetetty viesti|Välitetty viesti|Välitetty viesti alkaa
    et Edastatud kiri|Edastatud sõnum
    lv Pārsūtīta vēstule|Pārsūtītā vēstule
    lt Persiųstas laiškas|Persiunčiamas laiškas
    hu Továbbított üzenet|Továbbított levél kezdete|Továbbított levél|Továbbított e-mail
    ro Mesaj redirecționat|Mesaj redirectionat|Începe mesajul redirecționat|Început mesaj redirecționat
    ro Mesaj înaintat|Mesajul redirecționat|Mesaj transmis mai departe
    el Προωθημένο μήνυμα|Αρχή προωθημένου μηνύματος
    tr İletilmiş Mesaj|İletilen İleti|İleti başlangıcı|İletilmiş İleti|Yönlendirilmiş ileti
    tr Yönlendirilen Mesaj|İletilen ileti başlangıcı|Yönlendirilen ileti|İletilen Mesaj
    ar رسالة ممرّرة|رسالة معاد توجيهها|الرسالة المعاد توجيهها|رسالة محولة|بدء الرسالة المحولة
    ar رسالة تم تحويلها|اعادة التوجيه|بدء الرسالة المعاد توجيهها|بداية الرسالة المعاد توجيهها
    fa پیام هدایت شده|پیام ارسال شده|پیام بازارسال شده|پیام فوروارد شده|شروع پیام هدایت شده
    fa نامه ارجاع شده|پیام ارجاع شده
    he הודעה שהועברה|תחילת ההודעה שהועברה|הודעה מועברת
    hi अग्रेषित संदेश
    eu Birbidalitako mezua
    hy Փոխանցվող նամակը
    zh 转发的邮件|转发邮件|转发邮件信息|转发的消息|被转发邮件|开始转发的邮件|轉寄郵件|轉寄的郵件
    zh 以下是轉寄的郵件|已轉寄的郵件|轉寄的訊息|已转发邮件
    ja 転送メッセージ|転送されたメッセージ|転送メール|転送されたメール|転送メッセージの始まり
    ko 전달된 메시지|전달된 메일|전달된 메시지 시작
    vi Thư chuyển tiếp|Thư được chuyển tiếp|Bắt đầu thư được chuyển tiếp|Tin nhắn đã chuyển tiếp
    th ข้อความที่ส่งต่อ|เริ่มข้อความที่ส่งต่อ
    id Pesan terusan|Pesan yang diteruskan|Awal pesan terusan|Mulai pesan yang diteruskan
    ms Mesej dimajukan
    sq Mesazhi i Përcjellë
    af Aangestuurde boodskap
"""

# A helpdesk's own line above which to answer, by the words that stay the same in all of them.
ABOVE = """
    en above this line
    de oberhalb dieser zeile|über dieser zeile
    fr au-dessus de cette ligne
    es encima de esta línea
    pt acima desta linha
    it sopra questa riga|sopra questa linea
    nl boven deze regel|boven deze lijn
    pl powyżej tej linii
    ru выше этой строки|выше этой линии
    uk вище цього рядка
    cs nad tímto řádkem
    sk nad tento řádek
    sv ovanför den här raden|ovanför denna rad
    da over denne linje
    no over denne linjen
    fi tämän rivin yläpuolelle
    hu a vonal fölé
    ro deasupra acestei linii
    tr bu satırın üst
    ar فوق هذا السطر|فوق هذا الخط
    fa بالای این خط
    he مעל שורה זו|מעל לשורה זו
    zh 此行上方|在此线上方
    ja この行より上
    ko 이 줄 위에
    vi phía trên dòng này
    id di atas baris ini
"""

WROTE_WORDS = {word for phrase in phrases(WROTE) for word in plain(phrase).split()}
OPENING_WORDS = {plain(phrase).split()[0] for phrase in phrases(OPENERS)}
ORIGINAL_PHRASES = {plain(phrase) for phrase in phrases(ORIGINAL)}
FORWARDED_PHRASES = {plain(phrase) for phrase in phrases(FORWARDED)}
ANSWER_ABOVE = [plain(phrase) for phrase in phrases(ABOVE)]
