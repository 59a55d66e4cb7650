"""The one app of Banfu."""

from django.apps import AppConfig


class RepliesConfig(AppConfig):
    name = "replies"
    verbose_name = "建议提案办理"
