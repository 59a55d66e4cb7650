"""Widgets that pages and entry forms share."""

from django import forms


class PickFile(forms.FileInput):
    """A file button in our own words: the browser's own speaks the language of the browser."""

    template_name = "components/pick_file.html"


class LongSelect(forms.Select):
    """A list of some hundred choices in one template: Django's own loads one more for each line, and pages show many."""

    template_name = "components/long_select.html"


class LongTicks(forms.CheckboxSelectMultiple):
    """The same with a box to tick beside each choice."""

    template_name = "components/long_ticks.html"
