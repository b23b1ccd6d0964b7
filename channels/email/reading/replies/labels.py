"""What mail clients write before the values of a quoted header ("From:", "Von:", "Kimden:"), by language.

From Outlook, Apple Mail, Thunderbird, Gmail, Yahoo, HubSpot, Zimbra, Foxmail and QQ as they are localized.
A phrase that several languages share stands once.
"""

from channels.email.reading.replies.lines import plain

FROM = """
    en From|Sender|On behalf of
    de Von|Absender
    fr De|Expéditeur
    es Remitente
    it Da|Mittente
    pt Remetente
    nl Van|Afzender
    pl Od|Nadawca
    ru От|От кого|Отправитель
    uk Від|Від кого|Відправник
    be Ад|Ад каго
    cs Odesílatel|Odesilatel
    sk Odosielateľ
    sl Pošiljatelj
    hr Šalje
    sr Од|Пошиљалац|Pošiljalac
    bg Подател
    sv Från|Avsändare
    no Fra|Avsender
    da Afsender
    is Frá|Sendandi
    fi Lähettäjä|Keneltä
    et Saatja|Kellelt
    lv No|Sūtītājs
    lt Nuo|Siuntėjas
    hu Feladó|Küldő
    ro De la|Expeditor
    el Από|Αποστολέας
    ca Remitent
    tr Kimden|Gönderen|Gönderici
    ar من|المرسل|مرسل
    fa از|از طرف|فرستنده
    he מאת|שולח
    hi प्रेषक
    bn প্রেরক
    zh 发件人|寄件者|發件人|寄件人|发送人
    ja 差出人|送信者|送信元
    ko 보낸 사람|보낸사람|발신|발신인
    vi Từ|Người gửi
    th จาก|ผู้ส่ง
    id Dari|Pengirim
    ms Daripada
    eu Nork|Igorlea
    sq Nga
    ka ვისგან
    hy Ումից
"""
TO = """
    en To
    de An|Empfänger
    fr À|A|Pour|Destinataire
    es Para|Destinatario
    pt Destinatário
    nl Aan|Ontvanger
    pl Do|Adresat|Odbiorca
    ru Кому|Получатель
    uk До|Одержувач
    be Каму
    cs Komu|Pro|Příjemce
    sk Pre|Príjemca
    sl Za|Prejemnik
    hr Prima|Primatelj|Kome
    sr За|Коме|Прима
    bg Получател|До кого
    sv Till|Mottagare
    no Til|Mottaker
    da Modtager
    is Viðtakandi
    fi Vastaanottaja|Kenelle
    et Adressaat|Kellele|Saaja
    lv Kam|Adresāts
    lt Gavėjas|Skirta
    hu Címzett
    ro Către|Catre|Destinatar
    el Προς|Παραλήπτης
    ca Per a|Destinatari
    tr Kime|Alıcı
    ar إلى|الى|المستلم
    fa به|گیرنده
    he אל|נמען
    hi प्रति|सेवा में
    bn প্রতি
    zh 收件人|收件者|至
    ja 宛先|送信先
    ko 받는 사람|받는사람|수신|수신인
    vi Đến|Tới|Người nhận
    th ถึง|ผู้รับ
    id Kepada|Untuk
    eu Nori|Hartzailea|Norentzat
    sq Për
    ka ვის
    hy Ում
"""
CC = """
    en Cc|CC|Carbon copy
    de Kopie|Kopie (CC)
    fr Copie|Copie à
    es Copia|Con copia
    it Copia conoscenza
    pt Cópia|Com cópia
    nl Kopie aan
    pl DW|DW.|Do wiadomości|Kopia
    ru Копия
    uk Копія
    be Копія
    sk Kópia
    sl Kp|V vednost|Kopija
    sr Копија
    bg Копие|Як
    sv Kopia till
    no Kopi|Kopi til
    is Afrit
    fi Kopio
    et Koopia
    hu Másolat|Másolatot kap
    el Κοιν.|Κοιν|Κοινοποίηση
    ca A/c|Còpia
    tr Bilgi|Kopya|Karbon Kopya
    ar نسخة|نسخة إلى|نسخة كربونية
    fa رونوشت|کپی
    he עותק
    zh 抄送|副本
    ko 참조
    vi Đồng gửi
    th สำเนา|สำเนาถึง
    id Tembusan
"""
DATE = """
    en Date|Sent|Sent on
    de Datum|Gesendet|Gesendet am|Verschickt
    fr Envoyé|Envoyé le|Message du|Date d'envoi
    es Fecha|Enviado|Enviado el
    it Data|Inviato|Inviato il|Data invio
    pt Enviada|Enviado em|Enviada em|Data de envio
    nl Verzonden|Verstuurd|Verzonden op
    pl Wysłano|Wysłane|Wyslano
    ru Дата|Отправлено|Послано
    uk Надіслано|Відправлено
    be Дасланая
    cs Odesláno|Dne
    sk Dátum|Odoslané
    sl Poslano|Datum pošiljanja
    sr Датум|Послато|Poslato
    bg Изпратено
    sv Skickat
    no Dato|Sendt
    is Dagsetning
    fi Päivämäärä|Lähetetty|Päiväys|Pvm
    et Kuupäev|Saadetud
    lv Datums|Nosūtīts
    lt Išsiųsta
    hu Elküldve
    ro Dată|Trimis|Trimisă|Trimis la
    el Ημερομηνία|Στάλθηκε|Εστάλη|Ημ/νία
    ca Enviat|Enviat el
    tr Tarih|Gönderildi|Gönderilen|Gönderme Tarihi|Gönderim Tarihi
    ar التاريخ|تاريخ|تاريخ الإرسال|تم الإرسال|أرسلت|المرسلة|أُرسلت
    fa تاریخ|ارسال شده|ارسال|فرستاده شده|زمان
    he תאריך|נשלח|נשלח בתאריך
    hi दिनांक|भेजा गया
    bn তারিখ
    zh 日期|发送时间|發送時間|傳送時間|时间|時間|发送日期|寄件日期|寄送日期|已发送
    ja 日付|日時|送信日時|送信日
    ko 보낸 날짜|보낸날짜|날짜|일시
    vi Ngày|Đã gửi|Gửi|Gửi lúc|Thời gian
    th วันที่|ส่งเมื่อ|ส่ง
    id Tanggal|Dikirim|Terkirim
    ms Tarikh
    eu Bidalia|Bidaltze-data
    sq Data e dërgimit|Dërguar
    ka თარიღი
    hy Ամսաթիվ
"""
SUBJECT = """
    en Subject
    de Betreff|Betrifft
    fr Objet|Sujet
    es Asunto
    it Oggetto
    pt Assunto
    nl Onderwerp|Betreft
    pl Temat
    ru Тема
    be Тэма
    cs Předmět
    sk Predmet
    sl Zadeva
    hr Naslov
    sr Наслов|Предмет
    bg Относно
    sv Ämne|Rubrik
    no Emne
    is Efni
    fi Aihe
    et Teema
    lv Temats|Tēma
    lt Tema
    hu Tárgy
    ro Subiect
    el Θέμα
    ca Assumpte
    tr Konu
    ar الموضوع
    fa موضوع
    he נושא|הנדון
    hi विषय
    bn বিষয়
    zh 主题|主旨|主題|标题
    ja 件名|題名
    ko 제목|주제
    vi Chủ đề|Tiêu đề
    th เรื่อง|หัวเรื่อง
    id Subjek|Perihal|Judul
    eu Gaia
    sq Subjekti
    ka თემა
    hy Թեմա
"""
OTHER = """
    en Bcc|Reply-To|Reply to|Importance|Priority|Attachments|Attachment|Organization|Resent-From
    en Message-ID|Categories
    de Blindkopie|Antwort an|Antworten an|Wichtigkeit|Priorität|Anlagen|Anhänge|Organisation
    fr Cci|Copie cachée|Répondre à|Réponse à|Pièces jointes
    es CCO|Bcc|Responder a|Importancia|Datos adjuntos
    it Ccn|Rispondi a|Risposta|Risposta a|Allegati|Priorità
    pt Cco|Responder para|Responder a|Anexos|Prioridade
    pl UDW|Odpowiedz do|Odpowiedź do|Załączniki|Ważność
    ru Скрытая копия|Ответить|Кому ответить|Вложения|Важность
    uk Прихована копія|Відповісти|Кому відповісти|Вкладення
    cs Skrytá kopie|Odpověď|Odpovědět|Přílohy
    sk Skrytá kópia|Odpovedať|Prílohy
    sv Hemlig kopia|Svara till|Svar till
    no Blindkopi|Svar til|Vedlegg
    da Skjult kopi|Vedhæftninger|Vedhæftede filer
    fi Piilokopio|Vastausosoite|Liitteet
    hu Titkos másolat|Válaszcím|Mellékletek
    tr Gizli|Yanıt|Yanıtla|Yanıt adresi|Ekler|Önem
    zh 密送|回复|回覆|答复|附件|重要性
    ja BCC|返信先|添付ファイル|重要度
    ko 숨은 참조|회신|첨부파일|첨부
    nl Beantwoorden|Antwoord aan|Antwoord naar|Bijlagen|Urgentie
    ro Răspuns la|Atașamente
    el Απάντηση σε|Συνημμένα
    ar الرد إلى|الرد على|المرفقات
    fa پاسخ به|پیوست‌ها
    he השב אל|קבצים מצורפים
    vi Trả lời|Đính kèm
    th ตอบกลับ|สิ่งที่แนบมา
    id Balas ke|Lampiran
"""
TABLES = {"from": FROM, "to": TO, "cc": CC, "date": DATE, "subject": SUBJECT, "other": OTHER}


def phrases(table):
    """Every phrase of a table of lines `language phrase|phrase`."""
    for line in table.strip().splitlines():
        _language, _, words = line.strip().partition(" ")
        yield from words.split("|")


KIND_OF = {plain(phrase): kind for kind, table in TABLES.items() for phrase in phrases(table)}
