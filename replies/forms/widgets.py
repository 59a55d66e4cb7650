"""Widgets that pages and entry forms share."""

from django import forms


class PickFile(forms.FileInput):
    """A file button in our own words: the browser's own speaks the language of the browser."""

    template_name = "components/pick_file.html"
