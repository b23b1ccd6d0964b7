"""`{% url %}` and `{% translate %}` as Django has them, that remember what comes out the same for the next page.

A page holds dozens of either. An address differs only in its numbers, constant words only by language.
"""

from django import template
from django.template.base import Variable
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as compile_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from core.addresses import address

register = template.Library()


class QuickURLNode(URLNode):
    """An address whose arguments are whole numbers is filled in; all others are Django's."""

    def render(self, context):
        numbers = [argument.resolve(context) for argument in self.args]
        if self.kwargs or not all(type(number) is int and number >= 0 for number in numbers):
            return super().render(context)
        try:
            found = address(str(self.view_name.resolve(context)), *numbers, current_app=_current_app(context))
        except NoReverseMatch:
            return super().render(context)
        if self.asvar:
            context[self.asvar] = found
            return ""
        return conditional_escape(found) if context.autoescape else found


def _current_app(context):
    request = getattr(context, "request", None)
    match = getattr(request, "resolver_match", None)
    return getattr(request, "current_app", getattr(match, "namespace", None))


class QuickTranslateNode(TranslateNode):
    """Constant words, one result for each language."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.told = {}

    def render(self, context):
        key = get_language(), context.autoescape
        if key not in self.told:
            self.told[key] = super().render(context)
        return self.told[key]


@register.tag
def url(parser, token):
    node = compile_url(parser, token)
    return QuickURLNode(node.view_name, node.args, node.kwargs, node.asvar)


@register.tag
def translate(parser, token):
    node = do_translate(parser, token)
    words = node.filter_expression
    is_constant = isinstance(words.var, Variable) and words.var.literal is not None and not words.filters
    if not is_constant or node.asvar or node.message_context:
        return node
    return QuickTranslateNode(words, node.noop)
