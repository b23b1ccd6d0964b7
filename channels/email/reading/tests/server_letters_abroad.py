"""Letters of servers in the languages and manners of other countries; see server_letters."""

from channels.email.reading.tests.server_letters import Letter

LETTERS_ABROAD = [
    Letter(
        "Exchange in German",
        "Systemadministrator <postmaster@firma.example.de>",
        "Unzustellbar: Der Drucker",
        """Ihre Nachricht hat einige oder alle Empfänger nicht erreicht.

      Betreff:\tDer Drucker
      Gesendet am:\t02.03.2026 10:00

Folgende(r) Empfänger kann/können nicht erreicht werden:

      mina@firma.example.de am 02.03.2026 10:00
            Das E-Mail-Konto ist in der Organisation nicht vorhanden, an die diese Nachricht gesendet wurde.
            <mx.firma.example.de #5.1.1>
""",
        ("mina@firma.example.de",),
        True,
    ),
    Letter(
        "Exchange Online in German",
        "<postmaster@firma.example.de>",
        "Unzustellbar: Der Drucker",
        """Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:

mina@firma.example.de<mailto:mina@firma.example.de>
Die eingegebene E-Mail-Adresse konnte nicht gefunden werden.

Diagnoseinformationen für Administratoren:

mina@firma.example.de
Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found'
""",
        ("mina@firma.example.de",),
        True,
    ),
    Letter(
        "Exchange in French",
        "Administrateur système <postmaster@exemple.example.fr>",
        "Non remis : L'imprimante",
        """Votre message n'est pas parvenu à un ou plusieurs destinataires.

      Objet : L'imprimante

Impossible de joindre le(s) destinataire(s) suivant(s) :

      mina@exemple.example.fr le 02/03/2026 10:00
            La boîte aux lettres du destinataire est pleine. <mx.exemple.example.fr #5.2.2>
""",
        ("mina@exemple.example.fr",),
        False,
    ),
    Letter(
        "a Spanish provider",
        "postmaster@correo.example.es",
        "Correo devuelto: La impresora",
        """El mensaje no se pudo entregar a los siguientes destinatarios:

 mina@correo.example.es
   550 usuario desconocido
""",
        ("mina@correo.example.es",),
        True,
    ),
    Letter(
        "a Russian provider",
        "mailer-daemon@pochta.example.ru",
        "Недоставленное сообщение",
        """Это письмо создано автоматически. Ваше письмо не может быть доставлено получателю:

 <mina@pochta.example.ru>: 550 Пользователь не найден
""",
        ("mina@pochta.example.ru",),
        True,
    ),
    Letter(
        "a Turkish provider",
        "Posta Sistemi <postmaster@posta.example.tr>",
        "Teslim edilemedi: Yazıcı",
        """İletiniz aşağıdaki alıcılara teslim edilemedi:

mina@posta.example.tr
Böyle bir kullanıcı yok.
""",
        ("mina@posta.example.tr",),
        True,
    ),
    Letter(
        "a Persian provider",
        "postmaster@post.example.ir",
        "پیام تحویل نشد",
        """پیام شما به گیرنده زیر تحویل داده نشد:

mina@post.example.ir
صندوق پر است
""",
        ("mina@post.example.ir",),
        False,
    ),
    Letter(
        "an Arabic provider",
        "postmaster@bareed.example.eg",
        "تعذر التسليم: الطابعة",
        """تعذر تسليم رسالتك إلى المستلمين التاليين:

mina@bareed.example.eg
المستخدم غير موجود
""",
        ("mina@bareed.example.eg",),
        True,
    ),
    Letter(
        "a Chinese provider",
        "PostMaster@mail.example.cn",
        "系统退信/Systems bounce",
        """抱歉，您的邮件被退回来了……
收件人：mina@mail.example.cn
退信原因：收件人邮件地址不存在，邮件无法送达。
host mx.mail.example.cn said: 550 Mailbox not found
""",
        ("mina@mail.example.cn",),
        True,
    ),
    Letter(
        "a carrier of Japan whose mailbox is full",
        "Postmaster@keitai.example.jp",
        "Mail System Error - Returned Mail",
        """次のあて先へのメッセージはエラーのため送信できませんでした。

The user(s) account is temporarily over quota.

<mina@keitai.example.jp>
""",
        ("mina@keitai.example.jp",),
        False,
    ),
    Letter(
        "a mail filter of Japan",
        "postmaster@filter.example.jp",
        "failure notice",
        """メールサーバーとの通信中、下記の理由により
このメールは送信できませんでした。
以下のメールアドレスへの送信に失敗しました。
mina@keitai.example.jp

-------server message
550 5.1.1 宛先不明
""",
        ("mina@keitai.example.jp",),
        True,
    ),
    Letter(
        "a Korean provider",
        "postmaster@mail.example.kr",
        "메일이 반송되었습니다",
        """아래 주소로 메일을 배달하지 못했습니다.

mina@mail.example.kr : 존재하지 않는 계정입니다.
""",
        ("mina@mail.example.kr",),
        True,
    ),
    Letter(
        "a Brazilian provider",
        "MAILER-DAEMON@correio.example.br",
        "Falha na entrega da mensagem",
        """Sua mensagem não foi entregue ao destinatário abaixo:

<mina@correio.example.br>: caixa postal cheia
""",
        ("mina@correio.example.br",),
        False,
    ),
    Letter(
        "a Polish provider, late",
        "Mailer-Daemon@poczta.example.pl",
        "Opóźnienie w doręczeniu wiadomości",
        """Wiadomość nie została dostarczona do następujących odbiorców i jest opóźniona:

 mina@poczta.example.pl
   Connection timed out
""",
        ("mina@poczta.example.pl",),
        False,
        "delayed",
    ),
]
