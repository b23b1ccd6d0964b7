"""What the categories ask: every type of field, some required, some shown only when another one says so."""

from helpdesk.demo.words import OTHERS, named
from tickets.models import FormField

T = FormField.Type
WHAT = ["Does not start", "Slow", "Broken screen", "Something else"]
SYSTEMS = ["Shared folder", "Accounting", "Warehouse system", "Shared mailbox"]

# The same choices in Turkish, French, Russian and Persian.
OPTIONS_ELSEWHERE = {
    "what": ["Açılmıyor, Yavaş, Ekran kırık, Başka bir şey", "Ne démarre pas, Lent, Écran cassé, Autre chose",
             "Не включается, Медленно работает, Разбит экран, Другое",
             "روشن نمی‌شود، کند است، نمایشگر شکسته، چیز دیگر"],
    "systems": ["Ortak klasör, Muhasebe, Depo sistemi, Ortak posta kutusu",
                "Dossier partagé, Comptabilité, Système d’entrepôt, Boîte partagée",
                "Общая папка, Бухгалтерия, Складская система, Общий почтовый ящик",
                "پوشهٔ مشترک، حسابداری، سامانهٔ انبار، صندوق پستی مشترک"],
}  # fmt: skip

# category, key, type, required, choices, (show only when: key, values), labels
FIELDS = [
    ("laptop", "what", T.CHOICE, True, WHAT, None,
     ("What is wrong?", "Sorun nedir?", "Quel est le problème ?", "Что случилось?", "چه شده است؟")),
    ("laptop", "photo", T.FILE, False, [], ("what", ["Broken screen"]),
     ("Photo of the screen", "Ekranın fotoğrafı", "Photo de l’écran", "Фото экрана", "عکس نمایشگر")),
    ("laptop", "inventory", T.TEXT, True, [], None,
     ("Inventory number", "Demirbaş numarası", "Numéro d’inventaire", "Инвентарный номер", "شمارهٔ اموال")),
    ("laptop", "since", T.DATE, False, [], None,
     ("Since when?", "Ne zamandan beri?", "Depuis quand ?", "С какого дня?", "از چه زمانی؟")),
    ("laptop", "replacement", T.YES_NO, False, [], None,
     ("Do you have another computer meanwhile?", "Bu arada başka bilgisayarınız var mı?",
      "Avez-vous un autre ordinateur ?", "Есть ли у вас другой компьютер?", "آیا رایانهٔ دیگری دارید؟")),
    ("printer", "place", T.TEXT, True, [], None,
     ("Where is the printer?", "Yazıcı nerede?", "Où est l’imprimante ?", "Где стоит принтер?", "چاپگر کجاست؟")),
    ("permission", "for_whom", T.PERSON, True, [], None,
     ("For whom?", "Kimin için?", "Pour qui ?", "Для кого?", "برای چه کسی؟")),
    ("permission", "systems", T.CHOICES, True, SYSTEMS, None,
     ("Access to what?", "Neye erişim?", "Accès à quoi ?", "Доступ к чему?", "دسترسی به چه؟")),
    ("permission", "folder", T.TEXT, True, [], ("systems", ["Shared folder"]),
     ("Which folder?", "Hangi klasör?", "Quel dossier ?", "Какая папка?", "کدام پوشه؟")),
    ("permission", "until", T.DATE, False, [], None,
     ("Until when?", "Ne zamana kadar?", "Jusqu’à quand ?", "До какого дня?", "تا چه زمانی؟")),
    ("leave", "first_day", T.DATE, True, [], None,
     ("First day", "İlk gün", "Premier jour", "Первый день", "روز نخست")),
    ("leave", "days", T.NUMBER, True, [], None,
     ("How many days?", "Kaç gün?", "Combien de jours ?", "Сколько дней?", "چند روز؟")),
    ("travel", "amount", T.NUMBER, True, [], None,
     ("Sum in euros", "Tutar (avro)", "Montant en euros", "Сумма в евро", "مبلغ به یورو")),
    ("travel", "receipts", T.FILE, True, [], None,
     ("Receipts", "Fişler", "Justificatifs", "Чеки", "رسیدها")),
    ("purchase", "amount", T.NUMBER, True, [], None,
     ("Price in euros", "Fiyat (avro)", "Prix en euros", "Цена в евро", "قیمت به یورو")),
    ("purchase", "hurries", T.YES_NO, False, [], None,
     ("Does it hurry?", "Acele mi?", "Est-ce urgent ?", "Это срочно?", "فوری است؟")),
    ("purchase", "why", T.LONG_TEXT, True, [], ("hurries", ["yes"]),
     ("Why does it hurry?", "Neden acele?", "Pourquoi est-ce urgent ?", "Почему срочно?", "چرا فوری است؟")),
    ("invoice", "number", T.TEXT, True, [], None,
     ("Invoice number", "Fatura numarası", "Numéro de facture", "Номер счёта", "شمارهٔ صورت‌حساب")),
    ("delivery", "order", T.TEXT, True, [], None,
     ("Order number", "Sipariş numarası", "Numéro de commande", "Номер заказа", "شمارهٔ سفارش")),
    ("product", "serial", T.TEXT, False, [], None,
     ("Serial number", "Seri numarası", "Numéro de série", "Серийный номер", "شمارهٔ سریال")),
]  # fmt: skip
EXPLAINED = {
    "inventory": ("On the sticker under the device", "Cihazın altındaki etikette", "Sur l’étiquette sous l’appareil",
                  "На наклейке снизу", "روی برچسب زیر دستگاه"),
}  # fmt: skip


def build(world):
    """Make the fields of the categories."""
    made = {}
    for order, (category, key, kind, is_required, options, condition, labels) in enumerate(FIELDS):
        waits_for, values = condition or (None, [])
        made[category, key] = FormField.objects.create(
            category=world.categories[category],
            key=key,
            type=kind,
            is_required=is_required,
            options=options,
            options_elsewhere=dict(zip(OTHERS, OPTIONS_ELSEWHERE.get(key, []), strict=False)),
            show_when=made.get((category, waits_for)),
            show_when_values=values,
            order=order,
            **named(*labels, field="label", translations="labels"),
            **(
                named(*EXPLAINED[key], field="help_text", translations="help_texts")
                if key in EXPLAINED
                else {}
            ),
        )
