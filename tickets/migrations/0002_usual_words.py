"""The statuses, the priority matrix and the resolution codes a new house starts with, in five languages."""

from django.db import migrations

# group, hue, name and its translations, what requesters read and its translations
STATUSES = [
    ("new", 10, ["New", "Yeni", "Nouveau", "Новая", "جدید"],
     ["We have your request", "Talebinizi aldık", "Nous avons votre demande", "Мы получили ваш запрос", "درخواست شما را دریافت کردیم"]),
    ("in_progress", 8, ["In progress", "İşlemde", "En cours", "В работе", "در حال انجام"],
     ["We are working on it", "Üzerinde çalışıyoruz", "Nous y travaillons", "Мы работаем над этим", "در حال رسیدگی هستیم"]),
    ("waiting", 2, ["Waiting", "Beklemede", "En attente", "Ожидание", "در انتظار"],
     ["Waiting", "Beklemede", "En attente", "Ожидание", "در انتظار"]),
    ("resolved", 5, ["Resolved", "Çözüldü", "Résolu", "Решена", "حل‌شده"],
     ["Solved", "Çözüldü", "Résolu", "Решено", "حل شد"]),
    ("closed", 7, ["Closed", "Kapatıldı", "Fermé", "Закрыта", "بسته"],
     ["Closed", "Kapatıldı", "Fermé", "Закрыто", "بسته شد"]),
]
# rows: impact 1 to 3, columns: urgency 1 to 3
MATRIX = [[1, 2, 3], [2, 3, 3], [2, 3, 4]]
CODES = [
    (False, ["Solved", "Çözüldü", "Résolu", "Решено", "حل شد"]),
    (False, ["Solved by a workaround", "Geçici çözümle giderildi", "Contournement", "Решено обходным путём", "با راه موقت حل شد"]),
    (False, ["Fulfilled", "Yerine getirildi", "Demande satisfaite", "Выполнено", "انجام شد"]),
    (False, ["Explained", "Açıklandı", "Expliqué", "Разъяснено", "توضیح داده شد"]),
    (False, ["Could not be reproduced", "Tekrarlanamadı", "Non reproductible", "Не воспроизводится", "بازتولید نشد"]),
    (True, ["Not a valid issue", "Geçerli bir talep değil", "Demande non recevable", "Не является проблемой", "مشکل معتبر نیست"]),
]


def translated(words):
    return words[0], dict(zip(["tr", "fr", "ru", "fa"], words[1:], strict=True))


def write(apps, schema_editor):
    Status, MatrixCell, ResolutionCode = (
        apps.get_model("tickets", name) for name in ("Status", "MatrixCell", "ResolutionCode")
    )
    for order, (group, hue, words, labels) in enumerate(STATUSES):
        name, names = translated(words)
        label, label_translations = translated(labels)
        Status.objects.create(
            group=group, hue=hue, order=order, is_default=True, name=name, names=names,
            requester_label=label, requester_labels=label_translations,
        )
    for impact, row in enumerate(MATRIX, start=1):
        for urgency, priority in enumerate(row, start=1):
            MatrixCell.objects.create(impact=impact, urgency=urgency, priority=priority)
    for order, (is_invalid, words) in enumerate(CODES):
        name, names = translated(words)
        ResolutionCode.objects.create(name=name, names=names, is_invalid=is_invalid, order=order)


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_first")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
